import { defineFaceId } from './define.js'

// What the script tag runs. The relay serves this file, so its address without the name is the relay's.
const { currentScript } = document
defineFaceId(
  currentScript instanceof HTMLScriptElement && currentScript.src
    ? new URL('.', currentScript.src).href
    : '',
)
