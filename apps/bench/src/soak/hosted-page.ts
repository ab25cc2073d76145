// A phone without a screen: opens the hosted page by the address that the start answered, sends its forms, keeps its
// cookies, and goes back to the merchant where the page sends it.
import type { PageStep } from './script.js'

export interface HostedPage {
  bizToken: string
  /** Sends one form, and sees the screen after it. */
  send(step: PageStep): Promise<void>
  /** Lets the magic name play its outcome. */
  playMagic(): Promise<void>
  /** @returns where the browser is sent in the end. */
  leaveFor(): Promise<string>
}

const wechat =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 16_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 MicroMessenger/8.0.61(0x18003d2a) NetType/WIFI Language/zh_CN'

/** @throws where the page is not the one of a verification that can still be done. */
export async function openHostedPage(url: string): Promise<HostedPage> {
  const { origin } = new URL(url)
  const cookies = new Map<string, string>()
  const opened = await go(url)
  const bizToken = new URL(opened).searchParams.get('BizToken') ?? ''
  if (bizToken === '') throw new Error('the hosted page has no BizToken in its address')

  return {
    bizToken,
    async send({ act, step, code }) {
      const form = new URLSearchParams({ BizToken: bizToken, act })
      if (step !== undefined) form.set('step', step)
      if (code !== undefined) form.set('code', String(code))
      await go(`${origin}/h5`, form)
    },
    async playMagic() {
      await hop(`${origin}/h5/magic?BizToken=${bizToken}`)
    },
    leaveFor: () => go(`${origin}/h5/return?BizToken=${bizToken}`),
  }

  /** Follows every hop within the sandbox. @returns the address at which it ends. */
  async function go(address: string, form?: URLSearchParams): Promise<string> {
    let at = address
    let body = form
    for (let hops = 0; hops < 8; hops += 1) {
      if (!at.startsWith(`${origin}/`)) return at
      const location = await hop(at, body)
      if (location === null) return at
      at = new URL(location, at).href
      body = undefined
    }
    throw new Error('the hosted page leads in circles')
  }

  async function hop(address: string, body?: URLSearchParams): Promise<string | null> {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const response = await fetch(address, {
      redirect: 'manual',
      headers: { 'user-agent': wechat, 'accept-language': 'en', cookie },
      ...(body && { method: 'POST', body }),
    })
    await response.arrayBuffer()
    if (response.status >= 400) throw new Error(`the hosted page answered ${response.status}`)
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      cookies.set(name, value)
    }
    return response.headers.get('location')
  }
}
