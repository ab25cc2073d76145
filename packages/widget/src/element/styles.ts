import css from './faceid-h5.css?inline'

/**
 * The element's shadow root, with the place to draw in as its last child. It is dressed without a
 * `<style>` element, which a strict Content-Security-Policy forbids.
 */
export function dressed(element: HTMLElement, relay: string): ShadowRoot {
  if (element.shadowRoot) return element.shadowRoot
  const root = element.attachShadow({ mode: 'open' })
  if (root.adoptedStyleSheets) {
    const sheet = new CSSStyleSheet()
    sheet.replaceSync(css)
    root.adoptedStyleSheets = [sheet]
  } else {
    // Before iOS 16.4 there is only the file beside the script.
    const link = document.createElement('link')
    link.rel = 'stylesheet'
    link.href = relay.replace(/\/*$/, '/faceid-h5.css')
    // To TypeScript every root has adopted sheets, and nothing is left of one here.
    ;(root as ShadowRoot).appendChild(link)
  }
  root.appendChild(document.createElement('div'))
  return root
}
