import type { Event } from './state.js'

export const shown: Event = { type: 'shown', restored: false }

/** Tells when the page is hidden, visible again, online again or restored; returns how to stop. */
export function watchPage(tell: (event: Event) => void): () => void {
  const look = () => tell(document.hidden ? { type: 'hidden' } : shown)
  const restored = (event: Partial<PageTransitionEvent>) => {
    if (event.persisted) tell({ type: 'shown', restored: true })
  }
  const listeners: [EventTarget, string, (event: object) => void][] = [
    [document, 'visibilitychange', look],
    // From now on WeChat's kind of web-view is known.
    [document, 'WeixinJSBridgeReady', look],
    [window, 'online', look],
    [window, 'pageshow', restored],
  ]
  for (const [target, name, listener] of listeners) target.addEventListener(name, listener)
  return () => {
    for (const [target, name, listener] of listeners) target.removeEventListener(name, listener)
  }
}

/** Calls back once half of the element has been visible for a second, then every minute; returns how to stop. */
export function watchVisibility(element: Element, seen: () => void): () => void {
  let timer = 0
  const tick = () => {
    if (!document.hidden) seen()
    timer = window.setTimeout(tick, 60_000)
  }
  const observer = new IntersectionObserver(
    (entries) => {
      clearTimeout(timer)
      // The last entry is the newest.
      if ((entries.pop()?.intersectionRatio || 0) >= 0.5) timer = window.setTimeout(tick, 1_000)
    },
    { threshold: 0.5 },
  )
  observer.observe(element)
  return () => {
    clearTimeout(timer)
    observer.disconnect()
  }
}
