/**
 * The pictures of a verification, drawn here: an ID card with its number, a face, a short video.
 * They show nobody, and say so.
 */
import type { Person } from '../state/person.js'
import { type Canvas, type Colour, createCanvas } from './canvas.js'

const ink: Colour = [40, 60, 90]
const pale: Colour = [223, 236, 245]
const skin: Colour = [240, 200, 168]
const hair: Colour = [64, 52, 48]
const mark: Colour = [214, 92, 60]

export function drawCardFront(person: Person, cut: boolean): Canvas {
  const margin = cut ? 0 : 20
  const canvas = createCanvas(320 + margin * 2, 202 + margin * 2, [120, 122, 126])
  canvas.rectangle(margin, margin, 320, 202, pale)
  for (const [line, length] of [90, 60, 110, 150].entries())
    canvas.rectangle(margin + 20, margin + 24 + line * 24, length, 8, [150, 176, 200])
  const portrait = drawFace(80, 104, 0)
  copy(portrait, canvas, margin + 220, margin + 24)
  canvas.text(margin + 20, margin + 168, person.idCard, 2, ink)
  canvas.text(margin + 20, margin + 146, 'SANDBOX', 2, mark)
  return canvas
}

export function drawCardBack(cut: boolean): Canvas {
  const margin = cut ? 0 : 20
  const canvas = createCanvas(320 + margin * 2, 202 + margin * 2, [120, 122, 126])
  canvas.rectangle(margin, margin, 320, 202, pale)
  canvas.ellipse(margin + 60, margin + 56, 32, 32, mark)
  canvas.rectangle(margin + 120, margin + 40, 160, 12, ink)
  canvas.rectangle(margin + 120, margin + 64, 120, 12, ink)
  canvas.text(margin + 60, margin + 160, 'SANDBOX', 2, mark)
  return canvas
}

/** `mouth`: 0 closed to 1 wide open. */
export function drawFace(width: number, height: number, mouth: number): Canvas {
  const canvas = createCanvas(width, height, [206, 224, 236])
  const x = (share: number) => Math.round(width * share)
  const y = (share: number) => Math.round(height * share)
  canvas.ellipse(x(0.5), y(1.02), x(0.44), y(0.26), ink)
  canvas.ellipse(x(0.5), y(0.4), x(0.34), y(0.34), hair)
  canvas.ellipse(x(0.5), y(0.48), x(0.29), y(0.31), skin)
  for (const side of [0.38, 0.62]) canvas.ellipse(x(side), y(0.44), x(0.04), y(0.03), ink)
  canvas.ellipse(x(0.5), y(0.63), x(0.09), Math.max(1, y(0.01 + 0.05 * mouth)), mark)
  if (width >= 160) canvas.text(x(0.06), y(0.04), 'SANDBOX', Math.round(width / 120), mark)
  return canvas
}

function copy(from: Canvas, to: Canvas, left: number, top: number): void {
  for (let y = 0; y < from.height; y += 1)
    to.pixels.set(
      from.pixels.subarray(y * from.width * 3, (y + 1) * from.width * 3),
      ((top + y) * to.width + left) * 3,
    )
}
