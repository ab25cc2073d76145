// The soak over time: what was done to the world above, and what its callers were answered below.
import type { Chart } from '../section.js'
import type { Ledger } from './ledger.js'

const width = 960
const left = 70
const top = 30
const laneHeight = 26
const barsHeight = 170

const colours: Readonly<Record<string, string>> = {
  sandbox: '#b3742e',
  redis: '#a8527f',
  relays: '#4a72b0',
  clock: '#6b7280',
}

/** Where a name does not fit; said below the picture. */
const marks: Readonly<Record<string, string>> = {
  hangs: 'H',
  away: 'A',
  'hangs, then away': 'HA',
  SIGTERM: 'T',
  SIGKILL: 'K',
  frozen: 'F',
  'results fail': 'R',
  'starts fail': 'S',
  'account accused': 'C',
}

/** Legible on white and on black. */
const ink = '#6b7280'

export function soakChart({ events, seconds }: Ledger): Chart {
  const lanes = Object.keys(colours)
  // Nothing is asked before the relays are there.
  const start = Math.max(
    0,
    seconds.findIndex(({ fine }) => fine > 0),
  )
  const end = Math.max(seconds.length - start, 1)
  const x = (second: number) => left + ((second - start) / end) * (width - left - 10)
  const barsTop = top + lanes.length * laneHeight + 20
  const most = Math.max(1, ...seconds.map(({ fine, again }) => fine + again))
  const y = (count: number) => barsTop + barsHeight - (count / most) * barsHeight
  const base = barsTop + barsHeight
  const height = base + 50

  const lanesDrawn = events.map(({ lane, name, from, to }) => {
    const line = top + Math.max(0, lanes.indexOf(lane)) * laneHeight
    const [begin, stop] = [x(from / 1_000), x(Math.max(to, from + 300) / 1_000)]
    const room = (stop - begin) / 5.4
    const word = room > name.length ? name : (marks[name] ?? '')
    const words = room > word.length ? text(begin + 3, line + 12, word, 9, '#fff') : ''
    // Where nothing is wrong there is only a line.
    const opacity = name === 'behaves' ? 0.35 : 1
    return `<g opacity="${opacity}"><title>${name}</title><rect x="${n(begin)}" y="${line}" width="${n(stop - begin)}" height="16" rx="2" fill="${colours[lane] ?? ink}"/>${words}</g>`
  })
  const barWidth = Math.max(1, ((width - left - 10) / end) * 0.85)
  const bar = (second: number, from: number, to: number, colour: string) =>
    to === from
      ? ''
      : `<rect x="${n(x(second))}" y="${n(y(to))}" width="${n(barWidth)}" height="${n(y(from) - y(to))}" fill="${colour}"/>`
  const bars = seconds.map(
    ({ fine, again }, second) =>
      bar(second, 0, fine, '#3f8f6b') + bar(second, fine, fine + again, '#d08c1d'),
  )
  const step = end > 120 ? 30 : end > 40 ? 10 : 5
  const ticks = Array.from({ length: Math.floor(end / step) + 1 }, (_, mark) =>
    text(x(start + mark * step), base + 14, `${mark * step} s`, 10, ink),
  )
  const svg = [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" font-family="system-ui, sans-serif" role="img">`,
    '<title>Soak: what was done to the world, and what its callers were answered</title>',
    ...lanes.map((lane, line) => text(4, top + line * laneHeight + 12, lane, 11, ink)),
    ...lanesDrawn,
    text(4, barsTop + 10, `${most} a second`, 11, ink),
    `<line x1="${left}" y1="${base}" x2="${width - 10}" y2="${base}" stroke="${ink}"/>`,
    ...bars,
    ...ticks,
    `<rect x="${left}" y="${base + 26}" width="10" height="10" fill="#3f8f6b"/>`,
    text(left + 15, base + 35, 'answered', 11, ink),
    `<rect x="${left + 90}" y="${base + 26}" width="10" height="10" fill="#d08c1d"/>`,
    text(left + 105, base + 35, 'told to try again', 11, ink),
    text(left + 230, base + 35, legend, 11, ink),
    '</svg>',
  ].join('\n')
  return {
    name: 'soak',
    alt: 'Timeline of the soak: misfortunes of sandbox, Redis and relays above, answers and requests to try again a second below',
    svg: `${svg}\n`,
  }
}

const legend = Object.entries(marks)
  .filter(([, mark]) => mark.length === 1)
  .map(([name, mark]) => `${mark} ${name}`)
  .join(' · ')

function text(x: number, y: number, words: string, size: number, fill: string): string {
  return `<text x="${n(x)}" y="${y}" font-size="${size}" fill="${fill}">${words}</text>`
}

function n(value: number): string {
  return value.toFixed(1)
}
