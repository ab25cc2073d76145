/** A playable MP4 (ISO/IEC 14496-12): one video track, no sound, small. */
import type { Canvas } from './canvas.js'
import { keyPicture, pictureParameters, repeatedPicture, sequenceParameters } from './h264.js'

/** Each picture is shown for `repeat` frames of 1/10 s. At most 16, and all of one size. */
export function encodeMp4(pictures: readonly [Canvas, ...Canvas[]], repeat: number): Buffer {
  const { width, height } = pictures[0]
  const samples = pictures.flatMap((picture, number) => [
    withLength(keyPicture(picture, number)),
    ...Array.from({ length: repeat - 1 }, (_, distance) =>
      withLength(repeatedPicture(width, height, distance + 1)),
    ),
  ])
  const fileType = box('ftyp', text('isom'), u32(512), text('isomiso2avc1mp41'))
  const describe = (offset: number) => movie(width, height, samples, repeat, offset)
  const offset = fileType.length + describe(0).length + 8
  return Buffer.concat([fileType, describe(offset), box('mdat', ...samples)])
}

/** Adds a box that players skip (`free`), so that the file has this many bytes where it had fewer. */
export function fillMp4(file: Buffer, bytes: number): Buffer {
  const missing = bytes - file.length
  return missing < 8 ? file : Buffer.concat([file, box('free', Buffer.alloc(missing - 8))])
}

const frameTime = 100

function movie(width: number, height: number, samples: Buffer[], repeat: number, offset: number) {
  const duration = samples.length * frameTime
  const matrix = u32(0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000)
  const header = box(
    'mvhd',
    u32(0, 0, 0, 1000, duration, 0x10000, 0x1000000, 0, 0),
    matrix,
    u32(0, 0, 0, 0, 0, 0, 2),
  )
  const trackHeader = box(
    'tkhd',
    u32(3, 0, 0, 1, 0, duration, 0, 0, 0, 0),
    matrix,
    u32(width << 16, height << 16),
  )
  const media = box(
    'mdia',
    box('mdhd', u32(0, 0, 0, 1000, duration, 0x55c40000)),
    box('hdlr', u32(0, 0), text('vide'), u32(0, 0, 0), text('video\0')),
    box(
      'minf',
      box('vmhd', u32(1, 0, 0)),
      box('dinf', box('dref', u32(0, 1), box('url ', u32(1)))),
      sampleTable(width, height, samples, repeat, offset),
    ),
  )
  return box('moov', header, box('trak', trackHeader, media))
}

function sampleTable(width: number, height: number, samples: Buffer[], repeat: number, at: number) {
  const keys = samples.map((_, place) => place + 1).filter((place) => place % repeat === 1 % repeat)
  return box(
    'stbl',
    box('stsd', u32(0, 1), sampleEntry(width, height)),
    box('stts', u32(0, 1, samples.length, frameTime)),
    box('stss', u32(0, keys.length, ...keys)),
    box('stsc', u32(0, 1, 1, samples.length, 1)),
    box('stsz', u32(0, 0, samples.length, ...samples.map((sample) => sample.length))),
    box('stco', u32(0, 1, at)),
  )
}

function sampleEntry(width: number, height: number): Buffer {
  const sps = sequenceParameters(width, height)
  const pps = pictureParameters()
  const configuration = box(
    'avcC',
    Buffer.from([1, 66, 0xc0, 10, 0xff, 0xe1]),
    u16(sps.length),
    sps,
    Buffer.from([1]),
    u16(pps.length),
    pps,
  )
  const sizes = Buffer.concat([u16(width), u16(height)])
  const entry = [u32(0, 1, 0, 0, 0, 0), sizes, u32(0x480000, 0x480000, 0), u16(1)]
  return box('avc1', ...entry, Buffer.alloc(32), Buffer.from([0, 0x18, 0xff, 0xff]), configuration)
}

function withLength(unit: Buffer): Buffer {
  return Buffer.concat([u32(unit.length), unit])
}

function box(type: string, ...contents: Buffer[]): Buffer {
  const body = Buffer.concat(contents)
  return Buffer.concat([u32(body.length + 8), text(type), body])
}

function text(letters: string): Buffer {
  return Buffer.from(letters, 'latin1')
}

function u16(value: number): Buffer {
  return Buffer.from([value >> 8, value & 0xff])
}

function u32(...values: number[]): Buffer {
  const bytes = Buffer.alloc(values.length * 4)
  values.forEach((value, place) => {
    bytes.writeUInt32BE(value >>> 0, place * 4)
  })
  return bytes
}
