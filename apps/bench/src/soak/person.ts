// People who do not exist: each an ID number of its own in the region 99, which no real number has.
import type { SuppliedIdentity } from '@faceid-h5/protocol'

/** @param place tells them apart; born so that no number is one of the sandbox's magic ones. */
export function personOf(place: number, name: string): SuppliedIdentity {
  const year = 1950 + (place % 50)
  const rest = Math.floor(place / 50)
  const region = String(990_000 + (Math.floor(rest / 900) % 10_000))
  const sequence = String(rest % 900).padStart(3, '0')
  return { name, idCard: withCheckCharacter(`${region}${year}1231${sequence}`) }
}

function withCheckCharacter(digits: string): string {
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
  const sum = weights.reduce((total, weight, place) => total + weight * Number(digits[place]), 0)
  return `${digits}${'10X98765432'[sum % 11]}`
}
