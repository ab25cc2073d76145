// Charts as SVG documents, drawn by Observable Plot.
import * as Plot from '@observablehq/plot'
import { parseHTML } from 'linkedom'
import type { Chart } from './section.js'

const { document } = parseHTML('<!doctype html><html><body></body></html>')
/** Grey with a contrast of 4.5 on white and on black. */
const style = { color: '#767676', background: 'none', fontSize: '12px' }
const size = { width: 720, height: 360, marginLeft: 60, document, style }

export function lineChart(given: {
  name: string
  title: string
  x: string
  points: readonly { x: number; y: number; label: string }[]
}): Chart {
  const { name, title, x, points } = given
  const lines = { x: 'x', y: 'y', stroke: 'label' }
  const ends = [...new Map(points.map((point) => [point.label, point])).values()]
  const drawn = Plot.plot({
    ...size,
    marginRight: 220,
    x: { type: 'log', label: x, grid: true },
    y: { type: 'log', label: 'a second', grid: true },
    marks: [
      Plot.line(points, lines),
      Plot.dot(points, { ...lines, fill: 'label' }),
      Plot.text(ends, { x: 'x', y: 'y', text: 'label', fill: 'label', textAnchor: 'start', dx: 8 }),
    ],
  })
  drawn.setAttribute('xmlns', 'http://www.w3.org/2000/svg')
  const heading = document.createElementNS('http://www.w3.org/2000/svg', 'title')
  heading.textContent = title
  drawn.prepend(heading)
  return { name, alt: title, svg: `${drawn.outerHTML}\n` }
}
