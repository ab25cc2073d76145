import type { Event } from './state.js'

/** Tells when the page is hidden, looked at again or restored; returns how to stop. */
export function watchPage(tell: (event: Event) => void): () => void {
  const look = () => tell(document.hidden ? { type: 'hidden' } : { type: 'shown', restored: false })
  const restored = (event: PageTransitionEvent) => {
    if (event.persisted) tell({ type: 'shown', restored: true })
  }
  document.addEventListener('visibilitychange', look)
  // By now WeChat has said what kind of web-view it is.
  document.addEventListener('WeixinJSBridgeReady', look)
  window.addEventListener('online', look)
  window.addEventListener('pageshow', restored)
  return () => {
    document.removeEventListener('visibilitychange', look)
    document.removeEventListener('WeixinJSBridgeReady', look)
    window.removeEventListener('online', look)
    window.removeEventListener('pageshow', restored)
  }
}
