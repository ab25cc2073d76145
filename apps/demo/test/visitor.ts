import { onTestFinished } from 'vitest'
import { createDemo, type DemoOptions } from '../src/index.js'
import { serveRelay } from './relay.js'

/** A shop with a relay of its own, and a visitor. */
export async function visit(options: Partial<DemoOptions> = {}) {
  const relay = await serveRelay()
  const shop = { relayUrl: relay.url, apiKey: 'key-1', allowSandbox: true }
  const demo = await createDemo({ ...shop, ...options })
  onTestFinished(() => demo.close())
  return { relay, shop: demo.url, visitor: createVisitor(demo.url) }
}

/** A browser as far as the shop is concerned: it keeps its cookies and sends forms. */
export function createVisitor(shop: string) {
  const jar = new Map<string, string>()

  async function send(path: string, options: RequestInit = {}): Promise<Response> {
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ')
    const headers = { ...options.headers, cookie }
    const response = await fetch(shop + path, { redirect: 'manual', ...options, headers })
    for (const line of response.headers.getSetCookie()) {
      const [pair = ''] = line.split(';')
      const [name = '', value = ''] = pair.split('=')
      jar.set(name, value)
    }
    return response
  }

  return {
    get: (path: string, headers: Record<string, string> = {}) => send(path, { headers }),
    post: (path: string, form: Record<string, string>, headers: Record<string, string> = {}) =>
      send(path, { method: 'POST', body: new URLSearchParams(form), headers }),
    postJson: (path: string, body: unknown) =>
      send(path, {
        method: 'POST',
        body: JSON.stringify(body),
        headers: { 'content-type': 'application/json' },
      }),
    /** The path of a new order. */
    async order(product: 'member' | 'loan' | 'auction'): Promise<string> {
      const response = await this.post('/orders', { product })
      return response.headers.get('location') ?? ''
    },
    /** What the order's page shows: open or signed. */
    async state(path: string) {
      return /data-state="(\w+)"/.exec(await (await send(path)).text())?.[1]
    },
    /** What the page's script gets. */
    async handIn(path: string, token: string) {
      const asked = { accept: 'application/json' }
      const response = await this.post(`${path}/result`, { 'faceid-token': token }, asked)
      const decision = Object(await response.json())
      return { status: response.status, ...decision }
    },
  }
}
