import { expect, test } from 'vitest'
import { type LineChart, lineChart } from '../src/chart/line-chart.js'

const chart: LineChart = {
  title: 'Calls & polls',
  x: 'open',
  y: 'a second',
  lines: [
    {
      label: 'a < b',
      points: [
        { x: 10, y: 1 },
        { x: 1_000, y: 100 },
      ],
    },
  ],
  limit: { label: 'limit', y: 10 },
}

test('A decade is as wide as any other, and the limit lies where its value is', () => {
  const svg = lineChart(chart)
  // The lower left corner and the upper right one, as both axes end at powers of ten.
  expect(svg).toContain('points="64,296 696,44"')
  expect(svg).toContain('y1="170" y2="170" stroke="#767676" stroke-width="2"')
})

test('Words are escaped and said to those who do not see', () => {
  const svg = lineChart(chart)
  expect(svg).toContain('<title>Calls &amp; polls</title>')
  expect(svg).toContain('a &lt; b')
  expect(svg).toContain('role="img"')
})

test('What has no logarithm is refused', () => {
  const lines = [{ label: 'none', points: [{ x: 1, y: 0 }] }]
  expect(() => lineChart({ ...chart, lines })).toThrow(RangeError)
})
