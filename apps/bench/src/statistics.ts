// What is said of many samples: the middle one, how far they lie apart, and the one that all but a few stay below.

/** @throws {RangeError} without samples. */
export function median(samples: readonly number[]): number {
  const sorted = ascending(samples)
  const middle = sorted.length >> 1
  const upper = at(sorted, middle)
  return sorted.length % 2 === 1 ? upper : (at(sorted, middle - 1) + upper) / 2
}

/** @returns the distance from the smallest to the largest, as a part of the median. */
export function spread(samples: readonly number[]): number {
  const sorted = ascending(samples)
  const middle = median(sorted)
  return middle === 0 ? 0 : (at(sorted, sorted.length - 1) - at(sorted, 0)) / middle
}

/** @param part 0–1. @returns the smallest sample that at least this part of all does not exceed. */
export function percentile(samples: readonly number[], part: number): number {
  const sorted = ascending(samples)
  return at(sorted, Math.max(0, Math.ceil(part * sorted.length) - 1))
}

function ascending(samples: readonly number[]): number[] {
  return [...samples].sort((one, other) => one - other)
}

function at(sorted: readonly number[], place: number): number {
  const sample = sorted[place]
  if (sample === undefined) throw new RangeError('there are no samples')
  return sample
}
