/**
 * Canvases as an H.264 baseline stream (ITU-T H.264): key pictures of raw macroblocks (I_PCM), and
 * pictures in between that repeat the one before. Width and height are multiples of 16.
 */

import { createBitWriter } from './bit-writer.js'
import type { Canvas } from './canvas.js'
import { macroblocks } from './macroblocks.js'

/** SPS: profile 66, level 1.0, order of output as decoded, one reference picture. */
export function sequenceParameters(width: number, height: number): Buffer {
  const bits = createBitWriter()
  for (const value of [0, 0, 2, 1]) bits.exponential(value)
  bits.bits(0, 1)
  bits.exponential(width / 16 - 1)
  bits.exponential(height / 16 - 1)
  bits.bits(0b1100, 4)
  return unit([0x67, 66, 0xc0, 10], bits.finish())
}

/** PPS: no entropy coding but CAVLC; the deblocking filter can be switched off. */
export function pictureParameters(): Buffer {
  const bits = createBitWriter()
  bits.exponential(0)
  bits.exponential(0)
  bits.bits(0, 2)
  for (let count = 0; count < 3; count += 1) bits.exponential(0)
  bits.bits(0, 3)
  for (let count = 0; count < 3; count += 1) bits.exponential(0)
  bits.bits(0b100, 3)
  return unit([0x68], bits.finish())
}

/** `number`: even and odd ones must alternate where key pictures follow each other. */
export function keyPicture(canvas: Canvas, number: number): Buffer {
  const bits = createBitWriter()
  for (const value of [0, 7, 0]) bits.exponential(value)
  bits.bits(0, 4)
  bits.exponential(number % 2)
  bits.bits(0, 2)
  noFilter(bits)
  for (const macroblock of macroblocks(canvas)) {
    bits.exponential(25)
    bits.bytes(macroblock)
  }
  return unit([0x65], bits.finish())
}

/** `distance`: how many pictures after the last key picture, up to 15. */
export function repeatedPicture(width: number, height: number, distance: number): Buffer {
  const bits = createBitWriter()
  for (const value of [0, 5, 0]) bits.exponential(value)
  bits.bits(distance, 4)
  bits.bits(0, 3)
  noFilter(bits)
  bits.exponential((width * height) / 256)
  return unit([0x41], bits.finish())
}

function noFilter(bits: ReturnType<typeof createBitWriter>): void {
  bits.exponential(0)
  bits.exponential(1)
}

/** A NAL unit. After two zero bytes a small byte needs a 3 before it, or it would look like a start. */
function unit(header: readonly number[], payload: readonly number[]): Buffer {
  const bytes: number[] = [...header]
  let zeros = 0
  for (const byte of payload) {
    if (zeros >= 2 && byte <= 3) {
      bytes.push(3)
      zeros = 0
    }
    bytes.push(byte)
    zeros = byte === 0 ? zeros + 1 : 0
  }
  return Buffer.from(bytes)
}
