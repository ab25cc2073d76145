/** A small picture to draw on: rectangles, ellipses and block letters in flat colours. */
import { glyphs } from './glyphs.js'

export type Colour = readonly [red: number, green: number, blue: number]

export interface Canvas {
  readonly width: number
  readonly height: number
  /** Three bytes a pixel, row by row. */
  readonly pixels: Uint8Array
  rectangle(x: number, y: number, width: number, height: number, colour: Colour): void
  ellipse(x: number, y: number, radiusX: number, radiusY: number, colour: Colour): void
  /** Letters of 5 × 7 dots. What has no glyph stays blank. */
  text(x: number, y: number, text: string, scale: number, colour: Colour): void
}

export function createCanvas(width: number, height: number, background: Colour): Canvas {
  const pixels = new Uint8Array(width * height * 3)
  const canvas: Canvas = {
    width,
    height,
    pixels,
    rectangle(left, top, columns, rows, colour) {
      for (let y = Math.max(0, top); y < Math.min(height, top + rows); y += 1)
        for (let x = Math.max(0, left); x < Math.min(width, left + columns); x += 1)
          pixels.set(colour, (y * width + x) * 3)
    },
    ellipse(centreX, centreY, radiusX, radiusY, colour) {
      for (let y = Math.max(0, centreY - radiusY); y < Math.min(height, centreY + radiusY); y += 1)
        for (let x = Math.max(0, centreX - radiusX); x < Math.min(width, centreX + radiusX); x += 1)
          if (((x - centreX) / radiusX) ** 2 + ((y - centreY) / radiusY) ** 2 <= 1)
            pixels.set(colour, (y * width + x) * 3)
    },
    text(x, y, text, scale, colour) {
      ;[...text].forEach((letter, place) => {
        glyphs[letter]?.forEach((row, line) => {
          ;[...row].forEach((dot, column) => {
            if (dot === '#') {
              const left = x + (place * 6 + column) * scale
              canvas.rectangle(left, y + line * scale, scale, scale, colour)
            }
          })
        })
      })
    },
  }
  canvas.rectangle(0, 0, width, height, background)
  return canvas
}
