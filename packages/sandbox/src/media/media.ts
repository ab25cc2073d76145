/** The media of a verification as base64, as the API answers them. The same for everybody but the ID card. */
import type { Person } from '../state/person.js'
import type { Canvas } from './canvas.js'
import { drawCardBack, drawCardFront, drawFace } from './drawings.js'
import { encodeJpeg } from './jpeg.js'
import { encodeMp4, fillMp4 } from './mp4.js'
import { encodeTone } from './wav.js'

export const media = {
  cardFront: oncePerson((person) => base64Jpeg(drawCardFront(person, false))),
  cardFrontCut: oncePerson((person) => base64Jpeg(drawCardFront(person, true))),
  cardBack: once((cut: boolean) => base64Jpeg(drawCardBack(cut))),
  portrait: once<void>(() => base64Jpeg(drawFace(80, 104, 0))),
  /** `number` 0 is the best frame; up to 9. */
  frame: once((number: number) => base64Jpeg(drawFace(240, 320, number / 10))),
  video: once<void>(() => video().toString('base64')),
  /** The same recording, filled up to this many bytes. */
  longVideo: once((bytes: number) => fillMp4(video(), bytes).toString('base64')),
  voice: once<void>(() => encodeTone(300, 220).toString('base64')),
}

function base64Jpeg(canvas: Canvas): string {
  return encodeJpeg(canvas).toString('base64')
}

function video(): Buffer {
  const draw = (mouth: number) => drawFace(48, 64, mouth)
  return encodeMp4([draw(0), draw(1), draw(0)], 5)
}

/** Drawing takes milliseconds: a picture is drawn when it is first asked for, and kept. */
function once<Key>(draw: (key: Key) => string): (key: Key) => string {
  return keep(new Map<Key, string>(), draw)
}

function oncePerson(draw: (person: Person) => string): (person: Person) => string {
  return keep(new WeakMap<Person, string>(), draw)
}

function keep<Key>(
  drawn: { get(key: Key): string | undefined; set(key: Key, picture: string): unknown },
  draw: (key: Key) => string,
): (key: Key) => string {
  return (key) => {
    const known = drawn.get(key)
    if (known !== undefined) return known
    const fresh = draw(key)
    drawn.set(key, fresh)
    return fresh
  }
}
