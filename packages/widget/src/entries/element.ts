import type { FaceIdEvents } from '../element/announce.js'
import { defineFaceId } from '../element/define.js'
import { FaceIdElement } from '../element/face-id-element.js'

defineFaceId()

export type { FaceIdEvents, FaceIdResult } from '../element/announce.js'
export type { Messages } from '../element/messages.js'
export type { StateName } from '../element/state.js'
export { FaceIdElement }

declare global {
  interface HTMLElementTagNameMap {
    'faceid-h5': FaceIdElement
  }
  interface HTMLElementEventMap extends FaceIdEvents {}
}
