/// <reference lib="dom" />
/** A browser without a window: it follows the hops, keeps cookies and presses buttons by their names. */
import { parseHTML } from 'linkedom'
import type { Sandbox } from '../../src/index.js'

export const phone =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 16_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 MicroMessenger/8.0.61(0x18003d2a) NetType/WIFI Language/zh_CN'
export const desktop =
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/138.0.0.0 Safari/537.36'

export interface Page {
  /** The addresses it came by, the last one being its own. */
  hops: string[]
  text: string
  heading: string
  press(name: string | RegExp): Promise<Page>
  reload(): Promise<Page>
}

/** Opens the Url of a BizToken. The page is in English unless another language is asked for. */
export function browse(
  sandbox: Sandbox,
  bizToken: string,
  userAgent: string,
  language = 'en',
): Promise<Page> {
  const url = sandbox.tokens().find((token) => token.bizToken === bizToken)?.url ?? sandbox.url
  const headers = { 'user-agent': userAgent, 'accept-language': language }
  return go(url, new Map(), headers)
}

type Cookies = Map<string, string>

async function go(
  address: string,
  cookies: Cookies,
  headers: Record<string, string>,
  body?: URLSearchParams,
): Promise<Page> {
  const hops: string[] = []
  let next = { address, body }
  for (;;) {
    hops.push(next.address)
    // Beyond the sandbox there is nobody to answer.
    if (!next.address.startsWith(new URL(address).origin)) return pageOf(hops, '')
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const response = await fetch(next.address, {
      redirect: 'manual',
      headers: { ...headers, cookie },
      ...(next.body && { method: 'POST', body: next.body }),
    })
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      cookies.set(name, value)
    }
    const location = response.headers.get('location')
    if (location === null) return pageOf(hops, await response.text())
    next = { address: new URL(location, next.address).href, body: undefined }
  }

  function pageOf(hops: string[], text: string): Page {
    const own = hops.at(-1) ?? ''
    return {
      hops,
      text,
      heading: /<h1[^>]*>([^<]*)/.exec(text)?.[1] ?? '',
      press(name) {
        const { action, method, fields } = choose(text, name)
        const target = new URL(action, own)
        if (method === 'post') return go(target.href, cookies, headers, fields)
        target.search = fields.toString()
        return go(target.href, cookies, headers)
      },
      reload: () => go(own, cookies, headers),
    }
  }
}

function choose(text: string, name: string | RegExp) {
  const { document } = parseHTML(text)
  for (const button of document.querySelectorAll('button')) {
    const form = button.closest('form')
    const label = button.textContent
    if (!form || (typeof name === 'string' ? label !== name : !name.test(label))) continue
    const fields = new URLSearchParams()
    for (const member of [...form.querySelectorAll('input'), button])
      if (member.hasAttribute('name')) fields.append(read(member, 'name'), read(member, 'value'))
    return { action: read(form, 'action'), method: read(form, 'method'), fields }
  }
  throw new Error(`no button ${name}`)
}

// linkedom has few of the properties.
const read = (element: Element, name: string) => element.getAttribute(name) ?? ''
