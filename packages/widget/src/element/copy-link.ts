import type { Copied } from './state.js'

/** Puts the link on the clipboard, or says that it has to be copied by hand. Never throws. */
export async function copyLink(link: string, root: ShadowRoot): Promise<Copied> {
  try {
    // Some web-views have it and refuse it, some only over https.
    await navigator.clipboard.writeText(link)
    return 'done'
  } catch {
    return selected(link, root) ? 'done' : 'by-hand'
  }
}

function selected(link: string, root: ShadowRoot): boolean {
  const focused = root.activeElement
  const area = document.createElement('textarea')
  area.value = link
  // iOS opens the keyboard for one that can be written into.
  area.readOnly = true
  root.appendChild(area)
  area.select()
  area.setSelectionRange(0, link.length)
  try {
    return document.execCommand('copy')
  } catch {
    return false
  } finally {
    area.remove()
    if (focused instanceof HTMLElement) focused.focus()
  }
}
