import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { createCanvas } from '../src/media/canvas.js'
import { encodeJpeg } from '../src/media/jpeg.js'
import { media } from '../src/media/media.js'
import { createPerson, isIdNumber, withCheckDigit } from '../src/state/person.js'

const person = createPerson('44DECA7A-C069-41F8-B2CD-EB174B9A62D4', {})
const bytes = (base64: string) => Buffer.from(base64, 'base64')

test.each([
  ['front of the ID card', media.cardFront(person), 360, 242],
  ['front of the ID card, cut', media.cardFrontCut(person), 320, 202],
  ['back of the ID card', media.cardBack(false), 360, 242],
  ['portrait', media.portrait(), 80, 104],
  ['best frame', media.frame(0), 240, 320],
])('The %s is a JPEG of its size', (_, picture, width, height) => {
  const file = bytes(picture)
  expect(file.subarray(0, 4).toString('hex')).toBe('ffd8ffe0')
  expect(file.subarray(-2).toString('hex')).toBe('ffd9')
  const frame = file.indexOf(Buffer.from('ffc0', 'hex'))
  expect([file.readUInt16BE(frame + 7), file.readUInt16BE(frame + 5)]).toEqual([width, height])
})

test('Two people have two ID cards, and one has the same one again', () => {
  const other = createPerson('11DECA7A-C069-41F8-B2CD-EB174B9A62D4', {})
  expect(media.cardFront(other)).not.toBe(media.cardFront(person))
  expect(media.cardFront(person)).toBe(media.cardFront(person))
})

test('Of thousands who are invented no two have the same ID number', () => {
  const tokens = Array.from({ length: 5_000 }, (_, n) =>
    createHash('sha256').update(String(n)).digest('hex').replace(/^.{8}/, '$&-'),
  )
  const numbers = tokens.map((token) => createPerson(token, {}).idCard)
  expect(numbers.every(isIdNumber)).toBe(true)
  expect(new Set(numbers).size).toBe(5_000)
})

test('The video is an MP4 whose samples are where its tables say', () => {
  const file = bytes(media.video())
  const boxes = new Map(boxesOf(file, 0, file.length))
  expect([...boxes.keys()]).toEqual(['ftyp', 'moov', 'mdat'])
  const table = (name: string) => file.indexOf(name, 0, 'latin1') + 4
  const count = file.readUInt32BE(table('stsz') + 8)
  const sizes = Array.from({ length: count }, (_, n) =>
    file.readUInt32BE(table('stsz') + 12 + n * 4),
  )
  const start = file.readUInt32BE(table('stco') + 8)
  expect(start).toBe((boxes.get('mdat') ?? 0) + 8)
  expect(start + sizes.reduce((sum, size) => sum + size, 0)).toBe(file.length)
  expect(file.length).toBeLessThan(20_000)
  // Every sample is one NAL unit after its length: a key picture, or one that repeats it.
  let at = start
  for (const size of sizes) {
    expect(file.readUInt32BE(at)).toBe(size - 4)
    expect([0x65, 0x41]).toContain(file[at + 4])
    at += size
  }
})

test('A video is filled up to the size that was asked for, behind what is played', () => {
  const [short, long] = [bytes(media.video()), bytes(media.longVideo(100_000))]
  expect(long.length).toBe(100_000)
  expect(long.subarray(0, short.length).equals(short)).toBe(true)
  expect(boxesOf(long, 0, long.length).map(([name]) => name)).toEqual([
    'ftyp',
    'moov',
    'mdat',
    'free',
  ])
  expect(media.longVideo(0)).toBe(media.video())
})

test('The voice is a WAV of its length', () => {
  const file = bytes(media.voice())
  expect(file.toString('latin1', 0, 4) + file.toString('latin1', 8, 16)).toBe('RIFFWAVEfmt ')
  expect(file.readUInt32LE(40)).toBe(file.length - 44)
})

test('A picture may have any size', () => {
  for (const [width, height] of [
    [1, 1],
    [9, 17],
  ] as const) {
    const file = encodeJpeg(createCanvas(width, height, [255, 255, 255]))
    expect(file.subarray(-2).toString('hex')).toBe('ffd9')
  }
})

// The example of GB 11643 itself.
test('ID numbers are checked by their last place', () => {
  expect(withCheckDigit('11010519491231002')).toBe('11010519491231002X')
  expect(isIdNumber('11010519491231002X')).toBe(true)
  expect(isIdNumber('110105194912310021')).toBe(false)
  expect(isIdNumber('11010519491231002x')).toBe(false)
})

function boxesOf(file: Buffer, from: number, to: number): [string, number][] {
  const found: [string, number][] = []
  for (let at = from; at < to; at += file.readUInt32BE(at))
    found.push([file.toString('latin1', at + 4, at + 8), at])
  return found
}
