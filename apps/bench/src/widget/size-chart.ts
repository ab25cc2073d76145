// Draws sizes as bars on a logarithmic scale, legible on white and on black: it has no ground of its own.
import type { Chart } from '../section.js'

export interface Bar {
  label: string
  bytes: number
  ours: boolean
}

export function sizeChart(bars: readonly Bar[]): Chart {
  const sorted = [...bars].sort((one, other) => one.bytes - other.bytes)
  const height = top + sorted.length * step + 24
  const rows = sorted.map(({ label, bytes, ours }, place) => {
    const y = top + place * step
    const width = Math.max(2, Math.round(widthOf(bytes)))
    return `<text x="${left - 10}" y="${y + 15}" text-anchor="end"${weight(ours)}>${escaped(label)}</text>
<rect x="${left}" y="${y}" width="${width}" height="20" rx="3" fill="${ours ? '#12a150' : '#8c8c8c'}"/>
<text x="${left + width + 8}" y="${y + 15}"${weight(ours)}>${kilobytes(bytes)}</text>`
  })
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 760 ${height}" width="760" height="${height}" font-family="system-ui, sans-serif" font-size="13" fill="#7a7a7a">
<title>Bundle sizes in kB, minified and gzipped, on a logarithmic scale</title>
${gridLines(height)}
${rows.join('\n')}
</svg>
`
  const said = sorted.map(({ label, bytes }) => `${label} ${kilobytes(bytes)}`)
  return { name: 'widget-sizes', alt: `Bundle sizes: ${said.join(', ')}`, svg }
}

export function kilobytes(bytes: number): string {
  const thousands = bytes / 1_000
  return `${thousands.toFixed(thousands < 100 ? 1 : 0)} kB`
}

const top = 16
const step = 28
const left = 240
const decade = 140

/** From 1 kB on; a factor of ten is 140 pixels. */
function widthOf(bytes: number): number {
  return Math.log10(Math.max(1, bytes / 1_000)) * decade
}

function gridLines(height: number): string {
  return [1, 10, 100, 1_000]
    .map((thousands) => {
      const x = left + widthOf(thousands * 1_000)
      return `<line x1="${x}" x2="${x}" y1="8" y2="${height - 22}" stroke="#9a9a9a" stroke-opacity="0.45"/>
<text x="${x}" y="${height - 6}" text-anchor="middle" font-size="11">${thousands} kB</text>`
    })
    .join('\n')
}

const weight = (ours: boolean) => (ours ? ' font-weight="600" fill="#12a150"' : '')

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (letter) => `&#${letter.charCodeAt(0)};`)
}
