import { browser } from '../environment/platform.js'
import css from './faceid-h5.css?inline'

/**
 * The element's shadow root with its style sheet; its last child is the container to draw in. No
 * `<style>` element: a strict Content-Security-Policy forbids it.
 */
export function dressed(element: HTMLElement, relay: string): ShadowRoot {
  if (element.shadowRoot) return element.shadowRoot
  const root = element.attachShadow({ mode: 'open' })
  if (root.adoptedStyleSheets) {
    const sheet = new CSSStyleSheet()
    sheet.replaceSync(css)
    root.adoptedStyleSheets = [sheet]
  } else {
    // Before iOS 16.4: the file beside the script.
    const link = document.createElement('link')
    link.rel = 'stylesheet'
    link.href = relay.replace(/\/*$/, '/faceid-h5.css')
    link.onerror = () => browser.report('stylesheet_missing', `cannot load ${link.href}`)
    // TypeScript takes `adoptedStyleSheets` for granted and narrows the type to never.
    ;(root as ShadowRoot).appendChild(link)
  }
  root.appendChild(document.createElement('div'))
  return root
}
