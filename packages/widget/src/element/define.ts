import { FaceIdElement } from './face-id-element.js'

/** Defines `<faceid-h5>` once. Loading the script twice or on a server has no effect. */
export function defineFaceId(relay = ''): void {
  if (typeof customElements === 'undefined' || customElements.get('faceid-h5')) return
  FaceIdElement.relay = relay
  customElements.define('faceid-h5', FaceIdElement)
}
