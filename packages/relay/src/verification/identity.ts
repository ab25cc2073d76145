// The named person of a `supplied` scene: checked before Tencent is asked, never logged, never kept.
import type { SuppliedIdentity } from '@faceid-h5/protocol'

/** @returns name and number as Tencent wants them, or what is wrong (without showing either). */
export function checkedIdentity(identity: SuppliedIdentity): SuppliedIdentity | { fault: string } {
  const name = identity.name.trim()
  const length = [...name].length
  if (length < 1 || length > 32) return { fault: 'identity.name must have 1–32 characters' }
  // The check letter must be upper case for Tencent; people type it either way.
  const idCard = identity.idCard.trim().toUpperCase()
  if (!/^\d{17}[\dX]$/.test(idCard)) {
    return { fault: 'identity.idCard must be 17 digits and a check character (0–9 or X)' }
  }
  if (checkCharacter(idCard) !== idCard[17]) {
    return { fault: 'identity.idCard has a wrong check character: a digit is mistyped' }
  }
  return { name, idCard }
}

// GB 11643: the weights are 2^(17 − position) modulo 11.
function checkCharacter(idCard: string): string | undefined {
  let sum = 0
  for (let position = 0; position < 17; position += 1) {
    sum += Number(idCard[position]) * (2 ** (17 - position) % 11)
  }
  return '10X98765432'[sum % 11]
}
