import type { Happening } from './situation.js'

/** Tells when the page is hidden, looked at again or restored; returns how to stop. */
export function watchPage(tell: (happening: Happening) => void): () => void {
  const listeners: [EventTarget, string, (event: Event) => void][] = [
    [
      document,
      'visibilitychange',
      () => tell(document.hidden ? { type: 'hidden' } : { type: 'shown', restored: false }),
    ],
    [
      window,
      'pageshow',
      (event) => {
        if ((event as PageTransitionEvent).persisted) tell({ type: 'shown', restored: true })
      },
    ],
    [window, 'online', () => tell({ type: 'signal' })],
    [document, 'WeixinJSBridgeReady', () => tell({ type: 'signal' })],
  ]
  for (const [target, type, listener] of listeners) target.addEventListener(type, listener)
  return () => {
    for (const [target, type, listener] of listeners) target.removeEventListener(type, listener)
  }
}
