// The libraries first, so that the code of this package lies together: gzip looks back 32 kB.
import 'preact'
import 'ky'
import { defineFaceId } from '../element/define.js'

// What the script tag runs. The relay serves this file: its address without the name is the relay's.
// Not `document.currentScript`: an `<img name="currentScript">` of the page's content would hide it.
const script = Reflect.get(Document.prototype, 'currentScript', document)
defineFaceId(script instanceof HTMLScriptElement ? new URL('.', script.src).href : '')
