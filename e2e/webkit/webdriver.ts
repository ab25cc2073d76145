// Steers one browser window through W3C WebDriver, over fetch. Waits for nothing but what the driver itself waits for;
// whatever the driver refuses is an Error with its code.

export interface Page {
  goto(url: string): Promise<void>
  url(): Promise<string>
  back(): Promise<void>
  /** Runs in the page, as the body of a function; answers what it returns, as JSON. */
  run<T>(script: string, ...values: unknown[]): Promise<T>
  /** Taps what is found on the way through selectors, each within the shadow root of the one before. */
  click(...path: string[]): Promise<void>
  close(): Promise<void>
}

/** @param driver its address. @param capabilities as the driver's vendor describes them. */
export async function openPage(driver: string, capabilities: object): Promise<Page> {
  const { sessionId } = await call<{ sessionId: string }>(driver, 'POST', '/session', {
    capabilities: { alwaysMatch: capabilities },
  })
  const session = `${driver}/session/${sessionId}`
  const run = <T>(script: string, ...args: unknown[]) =>
    call<T>(session, 'POST', '/execute/sync', { script, args })
  return {
    run,
    goto: (url) => call(session, 'POST', '/url', { url }),
    url: () => call(session, 'GET', '/url'),
    back: () => call(session, 'POST', '/back', {}),
    async click(...path) {
      const element = await run<Record<string, string> | null>(find, path)
      if (element === null) throw new Error(`no such element: ${path.join(' › ')}`)
      // A reference is an object with a single key, which the standard names by a UUID.
      const [id] = Object.values(element)
      await call(session, 'POST', `/element/${id}/click`, {})
    },
    close: () => call(session, 'DELETE', ''),
  }
}

export async function call<T>(
  address: string,
  method: 'GET' | 'POST' | 'DELETE',
  path: string,
  body?: object,
): Promise<T> {
  const response = await fetch(address + path, {
    method,
    ...(body ? { body: JSON.stringify(body) } : {}),
  })
  const { value } = await response.json()
  if (!response.ok) throw new Error(`${value.error}: ${value.message}`)
  return value
}

const find = `
  let node = document
  for (const selector of arguments[0]) node = node && (node.shadowRoot || node).querySelector(selector)
  return node`
