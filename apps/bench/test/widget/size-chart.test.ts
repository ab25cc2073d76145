import { expect, test } from 'vitest'
import { kilobytes, sizeChart } from '../../src/widget/size-chart.js'

const ours = { label: 'ours <1>', bytes: 17_800, ours: true }
const theirs = { label: 'theirs', bytes: 1_400, ours: false }
const widths = (svg: string) =>
  [...svg.matchAll(/<rect .*?width="(\d+)"/g)].map(([, w]) => Number(w))

test('the longer bar is the larger package, and the smallest comes first', () => {
  const [first = 0, second = 0] = widths(sizeChart([ours, theirs]).svg)
  expect(first).toBeLessThan(second)
  expect(widths(sizeChart([theirs, ours]).svg)).toEqual([first, second])
})

test('packages that swap their sizes swap their bars', () => {
  const before = sizeChart([ours, theirs]).alt
  const after = sizeChart([
    { ...ours, bytes: theirs.bytes },
    { ...theirs, bytes: ours.bytes },
  ]).alt
  expect([before, after]).toEqual([
    'Bundle sizes: theirs 1.4 kB, ours <1> 17.8 kB',
    'Bundle sizes: ours <1> 1.4 kB, theirs 17.8 kB',
  ])
})

test('names are text in the picture', () => {
  expect(sizeChart([ours]).svg).toContain('ours &#60;1&#62;')
})

test.each([
  [6_524, '6.5 kB'],
  [302_427, '302 kB'],
])('%d bytes are %s', (bytes, text) => {
  expect(kilobytes(bytes)).toBe(text)
})
