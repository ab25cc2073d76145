import type { Result } from '../../src/results.js'
import type { Section } from '../../src/section.js'

export const section: Section = {
  title: 'A title',
  method: 'The method.',
  tables: [{ caption: 'A caption', columns: ['one', 'two'], rows: [['1', '2']] }],
  targets: [
    { what: 'small', wanted: '2 B', measured: '1 B', met: true },
    { what: 'slow', wanted: '1 s', measured: '9 s', met: false },
  ],
  remarks: ['A remark.'],
  charts: [{ name: 'a-chart', alt: 'A picture', svg: '<svg/>' }],
  highlights: [
    { en: 'first', zh: '第一', value: '1 ms' },
    { en: 'second', zh: '第二', value: '2 ms' },
    { en: 'third', zh: '第三', value: '3 $& ms' },
    { en: 'fourth', zh: '第四', value: '4 ms' },
  ],
}

export const result: Result = {
  name: 'relay',
  date: '2026-01-02',
  machine: {
    processor: 'Some CPU',
    cores: 2,
    memoryGb: 4,
    system: 'Some System',
    node: '20.0.0',
    versions: { redis: '7.0.0' },
  },
  section,
}
