import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { media, videoOfSize } from '../src/fixtures/media.js'
import { createPerson, isIdNumber, withCheckDigit } from '../src/state/person.js'

const bytes = (base64: string) => Buffer.from(base64, 'base64')

test('A video is filled up to the requested size, behind its own content', () => {
  const [short, long] = [bytes(media.video), bytes(videoOfSize(100_000))]
  expect(long.length).toBe(100_000)
  expect(long.subarray(0, short.length).equals(short)).toBe(true)
  expect(long.readUInt32BE(short.length)).toBe(100_000 - short.length)
  expect(long.toString('latin1', short.length + 4, short.length + 8)).toBe('free')
  expect(videoOfSize(0)).toBe(media.video)
})

test('Of thousands of invented people no two have the same ID number', () => {
  const tokens = Array.from({ length: 5_000 }, (_, n) =>
    createHash('sha256').update(String(n)).digest('hex').replace(/^.{8}/, '$&-'),
  )
  const numbers = tokens.map((token) => createPerson(token, {}).idCard)
  expect(numbers.every(isIdNumber)).toBe(true)
  expect(new Set(numbers).size).toBe(5_000)
})

// The example of GB 11643 itself.
test('The last character of an ID number is its check digit', () => {
  expect(withCheckDigit('11010519491231002')).toBe('11010519491231002X')
  expect(isIdNumber('11010519491231002X')).toBe(true)
  expect(isIdNumber('110105194912310021')).toBe(false)
  expect(isIdNumber('11010519491231002x')).toBe(false)
})
