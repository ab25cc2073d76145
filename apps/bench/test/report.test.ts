import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { lineChart } from '../src/charts.js'
import { benchmarks, between, type Results, readResults } from '../src/report.js'
import { atMost } from '../src/section.js'

const results: Results = {
  relay: {
    title: 'Relay',
    date: '2026-11-24',
    machine: 'a machine',
    method: 'Measured.',
    tables: [{ caption: 'Cost', columns: ['', 'ms'], rows: [['start', '1']] }],
    targets: [atMost('Start-up', 1.3, 1.25, String), atMost('Memory', 80, 82, String)],
    charts: [{ name: 'growth', alt: 'Growth' }],
  },
}

test('A missed target is named at the top and marked in its table', () => {
  const text = benchmarks(results)
  expect(text).toMatch(/^1 of 2 targets are met. Missed: Start-up./)
  expect(text).toContain('| Start-up | at most 1.25 | 1.3 | **missed** |')
  expect(text).toContain('| Memory | at most 82 | 80 | met |')
})

test('Only the part between the marks is replaced', () => {
  const text = 'Before\n<!-- benchmarks -->\nold $&\n<!-- /benchmarks -->\nAfter'
  expect(between(text, 'new $&')).toBe(
    'Before\n<!-- benchmarks -->\n\nnew $&\n\n<!-- /benchmarks -->\nAfter',
  )
})

test('docs/en/benchmarks.md contains what follows from results.json', () => {
  const text = readFileSync(new URL('../../../docs/en/benchmarks.md', import.meta.url), 'utf8')
  expect(plain(text)).toContain(plain(benchmarks(readResults())))
})

test('A chart is an SVG document with a title', () => {
  const points = [1, 10, 100].map((x) => ({ x, y: x * 2, label: 'polls & calls' }))
  const { svg } = lineChart({ name: 'growth', title: 'Growth', x: 'open', points })
  expect(svg).toMatch(/^<svg [^>]*xmlns="http:\/\/www.w3.org\/2000\/svg"/)
  expect(svg).toContain('<title>Growth</title>')
  expect(svg).toContain('polls &amp; calls')
})

/** Without the formatter's column widths. */
function plain(text: string): string {
  return text.replace(/ +/g, ' ').replace(/-{3,}/g, '---')
}
