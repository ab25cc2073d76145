// How the time grows with the length of the input, as the power of the length: 1 is linear, 2 quadratic.

export interface Timed {
  length: number
  nanoseconds: number
}

/** Between the shorter and the longer one; 0: the length makes no difference. */
export function growthPower(shorter: Timed, longer: Timed): number {
  if (!(longer.length > shorter.length) || !(shorter.nanoseconds > 0)) {
    throw new TypeError('growth needs two lengths, the shorter one first, and a time that passed')
  }
  return (
    Math.log(longer.nanoseconds / shorter.nanoseconds) / Math.log(longer.length / shorter.length)
  )
}

/** Half-way to a detector that backtracks, which is at 2 or more. */
export const aboutLinear = 1.5
