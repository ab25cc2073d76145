import decoder from 'jsqr'
import { expect, test, vi } from 'vitest'
import { userAgents } from '../../support/user-agents.js'
import {
  backTo,
  expectHostedPage,
  expectOrder,
  expectWidget,
  order,
  passOnHostedPage,
  patience,
  run,
  tap,
  tapWidget,
} from './shopper.js'
import { webKitWorld } from './world.js'

const here = webKitWorld()
const starts = () => here.world.sandbox.calls('DetectAuth')
const newest = () => here.world.sandbox.tokens().at(-1)

test.each([
  ['native mode', userAgents.wechatIos, 'member', '1000004', ['card', 'face']],
  ['overlay mode', userAgents.wecomIos, 'loan', '1000002', ['card', 'face', 'intention']],
] as const)(
  'the journey in %s comes back to where it began, signed',
  async (_, userAgent, product, ruleId, steps) => {
    const page = await here.open(userAgent)
    const address = await order(page, here.world, product)
    await tapWidget(page)
    await passOnHostedPage(page, steps)

    await expectWidget(page, 'passed')
    await expectOrder(page, 'signed')
    expect(await page.getUrl()).toBe(address)
    expect(newest()?.ruleId).toBe(ruleId)
    expect(starts()).toHaveLength(1)
  },
)

test('a hash route is kept unchanged, and its router goes on from there', async () => {
  const page = await here.open(userAgents.wechatIos)
  const address = await order(page, here.world, 'member', '/vue/')
  expect(address).toMatch(/\/vue\/#\/orders\/[\w-]+$/)
  await tapWidget(page)
  await passOnHostedPage(page, ['card', 'face'])

  await expectOrder(page, 'signed')
  expect(await page.getUrl()).toBe(address)
  await tap(page, 'a.brand')
  await tap(page, 'button[value=member]')
  await expectWidget(page, 'ready')
  expect(await page.getUrl()).not.toBe(address)
})

test('a page restored by the back/forward cache reads the status and continues the same verification', async () => {
  const page = await here.open(userAgents.wechatIos)
  const address = `${here.strictUrl}?a=1#/b?c=%20`
  await page.navigateTo(address)
  await expectWidget(page, 'ready')
  await run(page, 'history.replaceState({ own: 1 }, "")')
  await run(
    page,
    'addEventListener("pageshow", ({ persisted }) => { document.title = String(persisted) })',
  )
  await tapWidget(page)
  await expectHostedPage(page, here.world)
  await backTo(page, address)

  await expectWidget(page, 'waiting')
  expect(await run(page, 'return [document.title, history.state.own]')).toEqual(['true', 1])
  await tapWidget(page)
  await passOnHostedPage(page, ['card', 'face'])
  await expectWidget(page, 'passed')
  expect(await page.getUrl()).toBe(address)
  expect(starts()).toHaveLength(1)
})

test('a page loaded again without a result continues the same verification', async () => {
  const page = await here.open(userAgents.wechatIos)
  const address = await order(page, here.world, 'member')
  await tapWidget(page)
  await expectHostedPage(page, here.world)
  await page.navigateTo(address)

  await expectWidget(page, 'waiting')
  await tapWidget(page)
  await passOnHostedPage(page, ['card', 'face'])
  await expectOrder(page, 'signed')
  expect(starts()).toHaveLength(1)
})

test('a desktop page shows a code of the hosted page, and gets the outcome from the phone', async () => {
  const page = await here.open(userAgents.desktop)
  const address = await order(page, here.world, 'auction')
  await tapWidget(page)
  await expectWidget(page, 'handoff')
  const levels = await vi.waitFor(() => run<number[]>(page, draw, side), patience)
  const pixels = levels.flatMap((level) => [level, level, level, 255])
  // CommonJS: the default import of Node holds the package's own default.
  const code = decoder.default(Uint8ClampedArray.from(pixels), side, side)?.data
  expect(code).toBe(newest()?.url)
  expect(newest()?.ruleId).toBe('1000005')

  await expectOrder(page, 'open')
  here.world.sandbox.finish(newest()?.bizToken ?? '')
  await expectWidget(page, 'passed')
  await expectOrder(page, 'signed')
  expect(await page.getUrl()).toBe(address)
  expect(starts()).toHaveLength(1)
})

const side = 600

/** Returns the QR code as the browser draws it, in levels of grey. */
const draw = `
  const [side] = arguments
  const picture = document.querySelector('faceid-h5').shadowRoot.querySelector('[part=qr-code]')
  if (!picture.complete || picture.naturalWidth === 0) throw new Error('not drawn yet')
  const canvas = Object.assign(document.createElement('canvas'), { width: side, height: side })
  const context = canvas.getContext('2d')
  context.drawImage(picture, 0, 0, side, side)
  return [...context.getImageData(0, 0, side, side).data].filter((_, at) => at % 4 === 0)`

test('under the strictest policy the widget looks right, works, and has nothing blocked', async () => {
  const page = await here.open(userAgents.wechatIos)
  await page.navigateTo(here.strictUrl)
  await expectWidget(page, 'ready')
  expect(await run(page, look)).toEqual({ background: true, high: true })
  await tapWidget(page)
  await passOnHostedPage(page, ['card', 'face'])

  await expectWidget(page, 'passed')
  const token = `return new FormData(document.querySelector('form')).get('faceid-token')`
  expect(await run(page, token)).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+$/)
  // The policy holds and reports arrive: this report, which is not the widget’s, is the only one.
  await run(
    page,
    'document.body.append(Object.assign(document.createElement("style"), { textContent: "p {}" }))',
  )
  await expect.poll(() => here.reports, patience).not.toEqual([])
  expect(here.reports).toEqual(['style-src-elem'])
})

const look = `
  const button = document.querySelector('faceid-h5').shadowRoot.querySelector('[part=button]')
  const background = getComputedStyle(button).backgroundColor
  return { background: background !== 'rgba(0, 0, 0, 0)', high: button.getBoundingClientRect().height >= 44 }`
