/** A canvas as a JPEG file (ITU-T T.81): baseline, no subsampling, one quality. */
import type { Canvas } from './canvas.js'
import { createEntropyWriter, type EntropyWriter } from './jpeg-entropy.js'
import { acTable, dcTable, zigzag } from './jpeg-tables.js'

/** One step for every frequency: flat drawings need no finer choice. */
const quantum = 12

export function encodeJpeg(canvas: Canvas): Buffer {
  const { width, height } = canvas
  const size = [height >> 8, height & 255, width >> 8, width & 255]
  const components = [1, 2, 3].flatMap((id) => [id, 0x11, 0])
  const scan = [1, 2, 3].flatMap((id) => [id, 0])
  return Buffer.concat([
    Buffer.from([0xff, 0xd8]),
    segment(0xe0, [...Buffer.from('JFIF\0'), 1, 1, 0, 0, 1, 0, 1, 0, 0]),
    segment(0xdb, [0, ...new Array<number>(64).fill(quantum)]),
    segment(0xc0, [8, ...size, 3, ...components]),
    segment(0xc4, [0x00, ...dcTable.counts, ...dcTable.symbols]),
    segment(0xc4, [0x10, ...acTable.counts, ...acTable.symbols]),
    segment(0xda, [3, ...scan, 0, 63, 0]),
    Buffer.from(encodeBlocks(canvas)),
    Buffer.from([0xff, 0xd9]),
  ])
}

function segment(marker: number, contents: readonly number[]): Buffer {
  const length = contents.length + 2
  return Buffer.from([0xff, marker, length >> 8, length & 255, ...contents])
}

function encodeBlocks(canvas: Canvas): number[] {
  const writer = createEntropyWriter()
  const last = [0, 0, 0]
  for (let top = 0; top < canvas.height; top += 8)
    for (let left = 0; left < canvas.width; left += 8)
      for (const component of [0, 1, 2]) {
        const coefficients = transform(samples(canvas, left, top, component))
        last[component] = encodeBlock(writer, coefficients, last[component] ?? 0)
      }
  return writer.finish()
}

/** Returns the block's mean, which the next block of the component is relative to. */
function encodeBlock(writer: EntropyWriter, coefficients: number[], previous: number): number {
  const mean = coefficients[0] ?? 0
  writer.mean(mean - previous)
  let zeros = 0
  for (const place of zigzag.slice(1)) {
    const value = coefficients[place] ?? 0
    if (value === 0) zeros += 1
    else {
      writer.value(zeros, value)
      zeros = 0
    }
  }
  if (zeros > 0) writer.endOfBlock()
  return mean
}

/** 8 × 8 samples around zero. Beyond the picture's edge its last pixel goes on. */
function samples(canvas: Canvas, left: number, top: number, component: number): number[] {
  return Array.from({ length: 64 }, (_, at) => {
    const x = Math.min(left + (at % 8), canvas.width - 1)
    const y = Math.min(top + (at >> 3), canvas.height - 1)
    const place = (y * canvas.width + x) * 3
    const [red = 0, green = 0, blue = 0] = canvas.pixels.subarray(place, place + 3)
    if (component === 0) return 0.299 * red + 0.587 * green + 0.114 * blue - 128
    if (component === 1) return -0.1687 * red - 0.3313 * green + 0.5 * blue
    return 0.5 * red - 0.4187 * green - 0.0813 * blue
  })
}

const cosines = Array.from({ length: 64 }, (_, at) => {
  const scale = at >> 3 === 0 ? Math.SQRT1_2 : 1
  return (scale / 2) * Math.cos(((2 * (at % 8) + 1) * (at >> 3) * Math.PI) / 16)
})

/** Cosine transform, rows and then columns, divided by the quantum. */
function transform(block: number[]): number[] {
  const first = block[0] ?? 0
  // Most blocks of a drawing are of one colour: their mean is all there is to them.
  if (block.every((sample) => sample === first)) return [Math.round((first * 8) / quantum)]
  const rows = turn(block)
  return turn(rows).map((value) => Math.round(value / quantum) + 0)
}

/** One direction of the transform, and the block mirrored at its diagonal: twice is both ways. */
function turn(block: number[]): number[] {
  return Array.from({ length: 64 }, (_, at) => {
    const frequency = at >> 3
    const row = (at % 8) * 8
    let sum = 0
    for (let x = 0; x < 8; x += 1) sum += (cosines[frequency * 8 + x] ?? 0) * (block[row + x] ?? 0)
    return sum
  })
}
