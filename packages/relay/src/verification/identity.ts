// Checks the name, ID number and photo that the back end supplies. None of them is logged or kept.
import type { SuppliedIdentity } from '@faceid-h5/protocol'
import { refuse } from '../problem.js'

/** @returns the fields of DetectAuth. @throws {ProblemError} that shows neither name nor number. */
export function identityFields(identity: SuppliedIdentity): { Name: string; IdCard: string } {
  const name = identity.name.trim()
  const length = [...name].length
  if (length < 1 || length > 32)
    refuse('invalid_request', 'identity.name must have 1–32 characters')
  // The check letter must be upper case for Tencent; people type it either way.
  const idCard = identity.idCard.trim().toUpperCase()
  if (!/^\d{17}[\dX]$/.test(idCard)) {
    const detail = 'identity.idCard must be 17 digits and a check character (0–9 or X)'
    refuse('invalid_request', detail)
  }
  if (checkCharacter(idCard) !== idCard[17]) {
    const detail = 'identity.idCard has a wrong check character: a digit is mistyped'
    refuse('invalid_request', detail)
  }
  return { Name: name, IdCard: idCard }
}

// GB 11643: the weights are 2^(17 − position) modulo 11.
function checkCharacter(idCard: string): string | undefined {
  let sum = 0
  for (let position = 0; position < 17; position += 1) {
    sum += Number(idCard[position]) * (2 ** (17 - position) % 11)
  }
  return '10X98765432'[sum % 11]
}

/** @returns what is wrong with the photo, if anything. D 82222: jpg or png, at most 3 MB as base64, padded. */
export function imageFault(image: string): string | undefined {
  if (image.length > 3 * 1024 * 1024) return 'image must be at most 3 MB as base64'
  if (image.length % 4 !== 0 || !/^[A-Za-z0-9+/]+={0,2}$/.test(image)) {
    return 'image must be base64 in the standard alphabet, with padding and without a data: prefix'
  }
  const start = Buffer.from(image.slice(0, 16), 'base64')
  const jpg = start.subarray(0, 3).equals(Buffer.of(0xff, 0xd8, 0xff))
  const png = start.subarray(0, 8).equals(Buffer.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a))
  return jpg || png ? undefined : 'image must be a jpg or a png'
}
