// Numbers as people read them.
import { median, spread } from './statistics.js'

/** Three digits that count: 12300 → "12,300", 0.1234 → "0.123". */
export function digits(value: number): string {
  if (value === 0) return '0'
  const places = Math.max(0, 2 - Math.floor(Math.log10(Math.abs(value))))
  const rounded = Number(value.toPrecision(3))
  return rounded.toLocaleString('en-US', { maximumFractionDigits: Math.min(places, 6) })
}

export function bytes(value: number): string {
  if (value >= 1e9) return `${digits(value / 1e9)} GB`
  if (value >= 1e6) return `${digits(value / 1e6)} MB`
  return value >= 1_000 ? `${digits(value / 1_000)} kB` : `${digits(value)} B`
}

export function milliseconds(value: number): string {
  return value >= 1 ? `${digits(value)} ms` : `${digits(value * 1_000)} µs`
}

/** How many times as much: "1.24×". */
export function times(ratio: number): string {
  return `${digits(ratio)}×`
}

/** The median of the rounds, and how far they lie apart. */
export function middle(samples: readonly number[], write: (value: number) => string): string {
  return `${write(median(samples))} (±${Math.round(spread(samples) * 50)} %)`
}
