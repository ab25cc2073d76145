/** The media of a verification as base64, as the API answers them. The same for everybody but the ID card. */
import type { Person } from '../state/person.js'
import type { Canvas } from './canvas.js'
import { drawCardBack, drawCardFront, drawFace } from './drawings.js'
import { encodeMp4 } from './mp4.js'
import { encodePng } from './png.js'
import { encodeTone } from './wav.js'

export const media = {
  cardFront: (person: Person, cut: boolean) => base64Png(drawCardFront(person, cut)),
  cardBack: once((cut: boolean) => base64Png(drawCardBack(cut))),
  portrait: once<void>(() => base64Png(drawFace(80, 104, 0))),
  /** `number` 0 is the best frame. */
  frame: once((number: number) => base64Png(drawFace(240, 320, number / 10))),
  video: once<void>(() =>
    encodeMp4([drawFace(48, 64, 0), drawFace(48, 64, 1), drawFace(48, 64, 0)], 5).toString(
      'base64',
    ),
  ),
  voice: once<void>(() => encodeTone(300, 220).toString('base64')),
}

function base64Png(canvas: Canvas): string {
  return encodePng(canvas).toString('base64')
}

/** Drawing takes milliseconds: a picture is drawn when it is first asked for, and kept. */
function once<Key>(draw: (key: Key) => string): (key: Key) => string {
  const drawn = new Map<Key, string>()
  return (key) => {
    const known = drawn.get(key)
    if (known !== undefined) return known
    const fresh = draw(key)
    drawn.set(key, fresh)
    return fresh
  }
}
