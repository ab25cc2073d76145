// Median, spread and percentiles, and numbers formatted for tables.

/** @throws {RangeError} without samples. */
export function percentile(samples: readonly number[], part: number): number {
  const sorted = [...samples].sort((one, other) => one - other)
  const sample = sorted[Math.max(0, Math.ceil(part * sorted.length) - 1)]
  if (sample === undefined) throw new RangeError('no samples')
  return sample
}

export const median = (samples: readonly number[]) => percentile(samples, 0.5)

/** @returns the distance from the smallest to the largest sample, as a part of the median. */
export function spread(samples: readonly number[]): number {
  const middle = median(samples)
  return middle === 0 ? 0 : (Math.max(...samples) - Math.min(...samples)) / middle
}

/** Three significant digits: 12345 → "12,300", 0.12345 → "0.123". */
export function digits(value: number): string {
  const rounded = Number(value.toPrecision(3))
  return rounded.toLocaleString('en-US', { maximumFractionDigits: 6 })
}

export function bytes(value: number): string {
  if (value >= 1e6) return `${digits(value / 1e6)} MB`
  return value >= 1_000 ? `${digits(value / 1_000)} kB` : `${digits(value)} B`
}

export function milliseconds(value: number): string {
  return value >= 1 ? `${digits(value)} ms` : `${digits(value * 1_000)} µs`
}

/** The median, and half the spread on each side. */
export function middle(samples: readonly number[], write: (value: number) => string): string {
  return `${write(median(samples))} (±${Math.round(spread(samples) * 50)} %)`
}

/** Candidates take turns, so that a busy moment of the machine affects all of them. The order rotates. */
export async function inRounds<Name extends string, Sample>(
  names: readonly Name[],
  rounds: number,
  measure: (name: Name) => Promise<Sample>,
): Promise<Record<Name, Sample[]>> {
  // Safe: every name gets its list.
  const samples = Object.fromEntries(names.map((name) => [name, []])) as unknown as Record<
    Name,
    Sample[]
  >
  // Round 0 warms up and is not kept.
  for (let round = 0; round <= rounds; round += 1) {
    const first = round % names.length
    for (const name of [...names.slice(first), ...names.slice(0, first)]) {
      const sample = await measure(name)
      if (round > 0) samples[name].push(sample)
    }
  }
  return samples
}
