/** The browser APIs that the client uses. Accesses nothing on import. */
export interface Platform {
  fetch: typeof fetch
  now(): number
  /** Calls back once; returns a function that cancels it. */
  after(milliseconds: number, run: () => void): () => void
  /** Throws if WeChat or a private window blocks it. */
  storage(): Storage
  /** The page's address with query and hash; undefined on a server. */
  address(): string | undefined
  /** Navigates at top level. */
  go(url: string): void
  online(): boolean
  /** The language of the page, then the user's. */
  languages(): string[]
  /** Settles when WeChat has set the kind of web-view, at most 300 ms later. */
  bridge(): Promise<void>
  /** The page is in a frame. */
  embedded(): boolean
  /** The page is on the developer's machine. */
  development(): boolean
  /** Writes a fault to the console, once. */
  report(code: string, message: string): void
}

export const browser: Platform = {
  // `fetch` refuses another `this`.
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
      // Never fires outside WeChat, and must not delay the navigation.
      document.addEventListener('WeixinJSBridgeReady', () => resolve(), { once: true })
      setTimeout(resolve, 300)
    }),
  embedded: () => window.top !== window.self,
  development: () => loopback.test(location.hostname),
  report(code, message) {
    const line = `[faceid-h5] ${code}: ${message} → ${help}`
    if (reported.includes(line)) return
    reported.push(line)
    console.error(line)
  },
}

/** Host names of the machine itself. */
export const loopback = /^(localhost|127(\.\d+){3}|\[::1\])$/

/** Where each code is explained: in the package, which a page may load from its relay only. */
const help = '@faceid-h5/widget/README.md#errors'
const reported: string[] = []
