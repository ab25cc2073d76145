import { defineFaceId } from './define.js'

// What the script tag runs. The relay serves this file: its address without the name is the relay's.
const script = document.currentScript as HTMLScriptElement | null // never one in SVG
defineFaceId(script ? new URL('.', script.src).href : '')
