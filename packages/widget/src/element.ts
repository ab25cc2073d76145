import type { FaceIdEvents } from './announce.js'
import { defineFaceId } from './define.js'
import { FaceIdElement } from './face-id-element.js'

defineFaceId()

export type { FaceIdEvents, FaceIdResult } from './announce.js'
export type { Messages } from './messages.js'
export type { StateName } from './situation.js'
export { FaceIdElement }

declare global {
  interface HTMLElementTagNameMap {
    'faceid-h5': FaceIdElement
  }
  interface HTMLElementEventMap extends FaceIdEvents {}
}
