import css from './faceid-h5.css?inline'

/**
 * Dresses a shadow root without a `<style>` element, which a strict Content-Security-Policy
 * forbids. Before iOS 16.4 there is only the file beside the script.
 */
export function dress(root: ShadowRoot, relay: string): void {
  try {
    sheet = sheet || new CSSStyleSheet()
    if (!root.adoptedStyleSheets) throw sheet
    sheet.replaceSync(css)
    root.adoptedStyleSheets = [sheet]
  } catch {
    const link = document.createElement('link')
    link.rel = 'stylesheet'
    link.href = `${relay}/faceid-h5.css`
    root.appendChild(link)
  }
}

let sheet: CSSStyleSheet | undefined
