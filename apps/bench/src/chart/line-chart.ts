// Draws lines over two logarithmic axes as an SVG document of its own, legible on white and on black.

export interface LineChart {
  title: string
  x: string
  y: string
  lines: readonly Line[]
  /** A level that is not to be crossed. */
  limit?: { label: string; y: number }
}

export interface Line {
  label: string
  /** Above zero: the axes are logarithmic. */
  points: readonly { x: number; y: number }[]
}

const frame = { width: 720, height: 400, left: 64, right: 24, top: 44, bottom: 104 }
/** Contrast of at least 4.5 on white and on black. */
const ink = '#767676'
const colours = ['#c2571a', '#2f7fd1', '#1c8a4c']
/** Beside the colour, so that lines differ for everybody. */
const dashes = ['', '7 4', '2 4']

export function lineChart({ title, x, y, lines, limit }: LineChart): string {
  const points = lines.flatMap((line) => line.points)
  const across = decades(points.map((point) => point.x))
  const up = decades([...points.map((point) => point.y), ...(limit ? [limit.y] : [])])
  const right = frame.width - frame.right
  const bottom = frame.height - frame.bottom
  const atX = (value: number) => scale(value, across, frame.left, right)
  const atY = (value: number) => scale(value, up, bottom, frame.top)
  const parts = [
    text(frame.left, 24, title, 'font-size="16" font-weight="600"'),
    ...ticks(up).map(
      (value) =>
        `<line x1="${frame.left}" x2="${right}" y1="${atY(value)}" y2="${atY(value)}" stroke="${ink}" stroke-opacity="0.35"/>` +
        text(frame.left - 8, atY(value) + 4, written(value), 'text-anchor="end"'),
    ),
    ...ticks(across).map((value) =>
      text(atX(value), bottom + 20, written(value), 'text-anchor="middle"'),
    ),
    text((frame.left + right) / 2, bottom + 38, x, 'text-anchor="middle"'),
    text(frame.left - 8, frame.top - 18, y, 'text-anchor="end"'),
    ...(limit === undefined ? [] : [level(limit)]),
    ...lines.map((line, place) => drawn(line, place)),
    ...lines.map((line, place) => legend(line, place)),
  ]
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${frame.width} ${frame.height}" role="img" font-family="system-ui, sans-serif" font-size="12" fill="${ink}">\n<title>${escaped(title)}</title>\n${parts.join('\n')}\n</svg>\n`

  function level(mark: { label: string; y: number }): string {
    const at = atY(mark.y)
    const label = `${mark.label}: ${written(mark.y)}`
    return (
      `<line x1="${frame.left}" x2="${right}" y1="${at}" y2="${at}" stroke="${ink}" stroke-width="2"/>` +
      text(frame.left + 6, at - 6, label, '')
    )
  }

  function drawn({ points }: Line, place: number): string {
    const path = points.map((point) => `${atX(point.x)},${atY(point.y)}`).join(' ')
    const dots = points.map(
      (point) =>
        `<circle cx="${atX(point.x)}" cy="${atY(point.y)}" r="4" fill="${colour(place)}"/>`,
    )
    return `<polyline points="${path}" fill="none" ${stroke(place)}/>${dots.join('')}`
  }

  function legend({ label }: Line, place: number): string {
    const at = bottom + 58 + place * 17
    return (
      `<line x1="${frame.left}" x2="${frame.left + 32}" y1="${at - 4}" y2="${at - 4}" ${stroke(place)}/>` +
      text(frame.left + 40, at, label, '')
    )
  }
}

interface Range {
  from: number
  to: number
}

/** The powers of ten around all values. */
function decades(values: readonly number[]): Range {
  if (values.some((value) => !(value > 0))) throw new RangeError('a logarithm needs more than zero')
  const from = Math.floor(Math.log10(Math.min(...values)))
  return { from, to: Math.max(from + 1, Math.ceil(Math.log10(Math.max(...values)))) }
}

function scale(value: number, { from, to }: Range, start: number, end: number): number {
  const part = (Math.log10(value) - from) / (to - from)
  return Math.round((start + part * (end - start)) * 10) / 10
}

function ticks({ from, to }: Range): number[] {
  return Array.from({ length: to - from + 1 }, (_, place) => 10 ** (from + place))
}

function written(value: number): string {
  return value.toLocaleString('en-US', { maximumFractionDigits: 3 })
}

function colour(place: number): string {
  return colours[place % colours.length] ?? ink
}

function stroke(place: number): string {
  const dash = dashes[place % dashes.length]
  return `stroke="${colour(place)}" stroke-width="2.5"${dash ? ` stroke-dasharray="${dash}"` : ''}`
}

function text(x: number, y: number, words: string, more: string): string {
  return `<text x="${x}" y="${y}"${more === '' ? '' : ` ${more}`}>${escaped(words)}</text>`
}

function escaped(words: string): string {
  return words.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
}
