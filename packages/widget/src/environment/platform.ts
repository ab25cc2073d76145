/**
 * What the client needs of the browser, gathered in one place so that everything else can be tried
 * without one. Touches nothing until it is asked.
 */
export interface Platform {
  fetch: typeof fetch
  now(): number
  /** Calls back once; returns a function that cancels it. */
  after(milliseconds: number, run: () => void): () => void
  /** May throw: WeChat and private windows block it. */
  storage(): Storage
  /** Where the page is, query and hash included; undefined on a server. */
  address(): string | undefined
  /** Leaves the page. */
  go(url: string): void
  online(): boolean
  /** The language of the page, then the user's. */
  languages(): string[]
  /** Settles when WeChat has said what kind of web-view this is, or has not for too long. */
  bridge(): Promise<void>
}

export const browser: Platform = {
  // Called as a method of this object, `fetch` would refuse its `this`.
  fetch: (...request) => fetch(...request),
  now: () => Date.now(),
  after(milliseconds, run) {
    const timer = setTimeout(run, milliseconds)
    return () => clearTimeout(timer)
  },
  storage: () => localStorage,
  address: () => (typeof location === 'undefined' ? undefined : location.href),
  go: (url) => location.assign(url),
  online: () => navigator.onLine !== false,
  languages: () => [document.documentElement.lang, navigator.language],
  bridge: () =>
    new Promise((resolve) => {
      if ('WeixinJSBridge' in window || '__wxjs_environment' in window) return resolve()
      // Outside WeChat it never fires; inside, it must not hold up the jump for long.
      document.addEventListener('WeixinJSBridgeReady', () => resolve(), { once: true })
      setTimeout(resolve, 300)
    }),
}
