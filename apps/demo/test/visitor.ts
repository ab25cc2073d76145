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
    /** What the page's script gets. */
    async handIn(path: string, token: string) {
      const asked = { accept: 'application/json' }
      const response = await this.post(`${path}/result`, { 'faceid-token': token }, asked)
      const decision = Object(await response.json())
      return { status: response.status, ...decision }
    },
  }
}
