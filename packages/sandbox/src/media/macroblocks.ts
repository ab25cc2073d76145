/** A canvas as raw macroblocks: 16 × 16 of brightness, then 8 × 8 of each colour difference (BT.601). */
import type { Canvas } from './canvas.js'

export function macroblocks(canvas: Canvas): Uint8Array[] {
  const blocks: Uint8Array[] = []
  for (let top = 0; top < canvas.height; top += 16)
    for (let left = 0; left < canvas.width; left += 16) blocks.push(macroblock(canvas, left, top))
  return blocks
}

function macroblock(canvas: Canvas, left: number, top: number): Uint8Array {
  const block = new Uint8Array(384)
  for (let y = 0; y < 16; y += 1)
    for (let x = 0; x < 16; x += 1) {
      const [red, green, blue] = pixel(canvas, left + x, top + y)
      block[y * 16 + x] = 16 + 0.257 * red + 0.504 * green + 0.098 * blue
      if (x % 2 !== 0 || y % 2 !== 0) continue
      const place = 256 + (y / 2) * 8 + x / 2
      block[place] = 128 - 0.148 * red - 0.291 * green + 0.439 * blue
      block[place + 64] = 128 + 0.439 * red - 0.368 * green - 0.071 * blue
    }
  return block
}

function pixel(canvas: Canvas, x: number, y: number): [number, number, number] {
  const place = (y * canvas.width + x) * 3
  const [red = 0, green = 0, blue = 0] = canvas.pixels.subarray(place, place + 3)
  return [red, green, blue]
}
