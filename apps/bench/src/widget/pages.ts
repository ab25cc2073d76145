// The pages that are measured: ours in the three ways in which it is used, and the same by hand as the lower bound.
import { bundled } from './bundle.js'
import { html, type Shop, script } from './shop.js'
import { bench } from './sizes.js'

/** Paths in the shop. All lead a user in WeChat to the hosted page by a tap on the first button. */
export const pages = {
  scriptTag: '/script-tag',
  roomKept: '/room-kept',
  element: '/element',
  headless: '/headless',
  byHand: '/by-hand',
  prepareOff: '/prepare-off',
  consent: '/consent',
  outsideWeChat: '/outside',
  shifting: '/shifting',
} as const

export async function layOutPages({ url, files }: Shop): Promise<void> {
  const relay = `${url}/faceid`
  const element = `import '@faceid-h5/widget/element'`
  files.set('/element.js', script(await app(element)))
  files.set('/headless.js', script(await app(headless(relay))))
  files.set('/by-hand.js', script(byHand(relay)))
  const pageOf = {
    scriptTag: page(tag(), scriptTag),
    roomKept: page(`${room}${tag()}`, scriptTag),
    element: page(tag(`relay="${relay}"`), module('/element.js')),
    headless: page(button, module('/headless.js')),
    byHand: page(button, module('/by-hand.js')),
    prepareOff: page(tag('prepare="off"'), scriptTag),
    consent: page(tag('consent-version="1"'), scriptTag),
    outsideWeChat: page(tag().replace('member', 'auction'), scriptTag),
    shifting: page(button, '<script src="/shifting.js" defer></script>'),
  } satisfies Record<keyof typeof pages, string>
  files.set('/shifting.js', script(shifting))
  for (const [name, path] of Object.entries(pages)) {
    // Safe: the names are those of `pages`, as `satisfies` has made sure.
    files.set(path, html(pageOf[name as keyof typeof pages]))
  }
}

const scriptTag = '<script src="/faceid/faceid-h5.js" async></script>'
/** What the widget's README advises, so that nothing moves when the script comes. */
const room = `<style>faceid-h5:not([hidden]) { display: block; min-height: 21rem }</style>`

const module = (path: string) => `<script type="module" src="${path}"></script>`
const button = '<button type="button">Verify</button>'

const tag = (more = '') => `<faceid-h5 scene="member" reference="order-1" ${more}></faceid-h5>`

/** Something stands below, so that a shift would be seen. */
const page = (form: string, scripts: string) => `<!doctype html>
<html lang="en"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="data:,"><title>Shop</title>${scripts}</head>
<body><h1>Apply</h1><form>${form}</form>
<p>Your order is kept for two hours.</p><p>Questions? Call us.</p></body></html>`

async function app(code: string): Promise<string> {
  const { chunks, entry } = await bundled(code, bench)
  return chunks.get(entry) ?? ''
}

/** What the bench listens for, where there is no element that says it. */
const says = (state: string) =>
  `document.dispatchEvent(new CustomEvent('faceid-state', { detail: { state: '${state}' } }))`

const headless = (relay: string) => `
import { createFaceId } from '@faceid-h5/widget'
const faceid = createFaceId({ relay: '${relay}', scene: 'member', reference: 'order-1' })
const button = document.querySelector('button')
button.addEventListener('pointerdown', () => faceid.prepare().catch(() => {}))
button.addEventListener('click', () => {
  button.textContent = 'One moment'
  faceid.start().catch((error) => { button.textContent = error.code })
  ${says('starting')}
})
faceid.resume().then((outcome) => { if (!outcome) ${says('ready')} })
`

const byHand = (relay: string) => `
const button = document.querySelector('button')
button.addEventListener('click', async () => {
  button.textContent = 'One moment'
  const environment = { app: 'wechat', os: 'android', device: 'phone' }
  const body = JSON.stringify({ scene: 'member', reference: 'order-1', modes: ['native', 'overlay'], returnUrl: location.href, environment })
  const asked = fetch('${relay}/v1/verifications', { method: 'POST', headers: { 'content-type': 'application/json' }, body })
  ${says('starting')}
  location.assign((await (await asked).json()).url)
})
${says('ready')}
`

const shifting = `
setTimeout(() => document.querySelector('h1').insertAdjacentHTML('afterend', '<div style="height:120px"></div>'), 200)
${says('ready')}
`
