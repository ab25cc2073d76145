import type { Page } from '@playwright/test'
import jsQR from 'jsqr'
import { expect, test } from 'vitest'
import { strictPolicy } from './browser.js'
import { title } from './steps.js'
import { world } from './world.js'

const here = world()

const desktop = { agent: 'chromeWindows', viewport: { width: 1024, height: 768 } } as const
const image = (page: Page) => page.getByRole('img', { name: 'Scan with WeChat on your phone' })

test('a desktop shows a code that leads to the hosted page, and stays where it is', async () => {
  here.relay.scene.handoff = true
  here.relay.headers['content-security-policy'] = strictPolicy(here.relay)
  const page = await here.openShop(desktop)
  await page.getByRole('button', { name: 'Show QR code' }).click()
  await image(page).waitFor()
  expect(await decoded(page)).toBe(`${here.relay.address}/v1/hosted/0`)
  expect(page.url()).toBe(`${here.relay.origin}/shop`)
  expect(here.starts()[0]?.body).toMatchObject({ handoff: true, modes: ['overlay', 'native'] })
})

test('the desktop learns the outcome by itself: first a failure, then the pass', async () => {
  here.relay.scene.handoff = true
  const page = await here.openShop(desktop)
  await page.getByRole('button', { name: 'Show QR code' }).click()
  await image(page).waitFor()
  await page.getByText(/^Valid until \d/).waitFor()
  const reason = { code: 'light_or_distance', advice: 'Find more light.', next: 'retry' } as const
  here.relay.outcome = { status: 'failed', reason, nextPollAfterMs: 50 }
  await page.getByText('Find more light.').waitFor()
  // The phone may try again with the same code.
  await image(page).waitFor()
  here.relay.outcome = { status: 'passed', final: true, nextPollAfterMs: 0, resultToken: 'token' }
  await title(page, 'Verified')
  expect(await image(page).count()).toBe(0)
})

test('a dead code is not shown, and starting again leads straight to a new one', async () => {
  here.relay.scene.handoff = true
  const page = await here.openShop(desktop)
  await page.getByRole('button', { name: 'Show QR code' }).click()
  await image(page).waitFor()
  here.relay.outcome = { status: 'failed', final: true, nextPollAfterMs: 0 }
  await title(page, 'Not verified')
  expect(await image(page).count()).toBe(0)
  here.relay.outcome = {}
  await page.getByRole('button', { name: 'Start again' }).click()
  await image(page).waitFor()
  expect(await decoded(page)).toBe(`${here.relay.address}/v1/hosted/1`)
})

test('the code is there again after a reload, the same one', async () => {
  here.relay.scene.handoff = true
  const page = await here.openShop(desktop)
  await page.getByRole('button', { name: 'Show QR code' }).click()
  await image(page).waitFor()
  await page.reload()
  await image(page).waitFor()
  expect(await decoded(page)).toBe(`${here.relay.address}/v1/hosted/0`)
  expect(here.starts()).toHaveLength(1)
})

test.each([
  ['wechatIpad', 'Show QR code'],
  ['windowsWechat', 'Show QR code'],
  ['wecomMac', 'Show QR code'],
  ['chromeAndroidTablet', 'Show QR code'],
  ['safariIphone', 'Copy link'],
  ['wechatHarmony', 'Copy link'],
  ['miniProgramIos', 'Copy link'],
  ['wechatIos', 'Verify my face'],
] as const)('in a scene with handoff, %s gets the button %s', async (agent, name) => {
  here.relay.scene.handoff = true
  const page = await here.openShop({ agent })
  await page.getByRole('button', { name }).waitFor()
})

test.each(['safariIphone', 'wechatHarmony'] as const)(
  'in a scene for outside WeChat, %s begins with the overlay',
  async (agent) => {
    here.relay.scene.outsideWeChat = true
    const page = await here.openShop({ agent })
    await page.getByRole('button', { name: 'Verify my face' }).click()
    await page.getByText('Hosted page').waitFor()
    expect(here.starts()[0]?.body?.modes).toEqual(['overlay'])
  },
)

test('the environment property stands in for the detected one', async () => {
  const page = await here.openShop(desktop)
  await page.getByRole('button', { name: 'Copy link' }).waitFor()
  await page.evaluate(() => {
    const element = document.querySelector('faceid-h5')
    if (element) element.environment = { app: 'wecom', os: 'android', device: 'phone' }
  })
  await page.getByRole('button', { name: 'Verify my face' }).click()
  await page.getByText('Hosted page').waitFor()
  expect(here.starts()[0]?.body).toMatchObject({
    modes: ['overlay'],
    environment: { app: 'wecom' },
  })
})

test('the link of this very page is copied', async () => {
  const permissions = ['clipboard-read', 'clipboard-write']
  const page = await here.openShop({ agent: 'safariIphone', permissions, query: '?a=1#/b' })
  await page.getByRole('button', { name: 'Copy link' }).click()
  await page.getByText('Copied. Send it to WeChat').waitFor()
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(
    `${here.relay.origin}/shop?a=1#/b`,
  )
})

test('where the clipboard is refused, the link is shown to be copied by hand', async () => {
  const page = await here.openShop({ agent: 'safariIphone' })
  await page.evaluate(() => {
    Object.defineProperty(navigator, 'clipboard', { value: undefined })
  })
  await page.getByRole('button', { name: 'Copy link' }).click()
  const link = page.getByRole('textbox')
  expect(await link.inputValue()).toBe(`${here.relay.origin}/shop`)
})

test('a relay that does not answer what the scene is says so, and is asked again', async () => {
  const busy = { status: 503, code: 'provider_busy', detail: '', retryable: true } as const
  here.relay.problems.scenes = busy
  const page = await here.openShop(desktop)
  await page.getByText('Cannot connect right now').waitFor()
  here.relay.problems.scenes = undefined
  await page.getByRole('button', { name: 'Try again' }).click()
  await page.getByRole('button', { name: 'Copy link' }).waitFor()
})

async function decoded(page: Page): Promise<string | undefined> {
  const pixels = await image(page).evaluate(async (img) => {
    const canvas = document.createElement('canvas')
    canvas.width = canvas.height = 400
    const context = canvas.getContext('2d')
    if (!(img instanceof HTMLImageElement) || !context) throw new TypeError('no image')
    await img.decode()
    context.drawImage(img, 0, 0, 400, 400)
    return [...context.getImageData(0, 0, 400, 400).data]
  })
  return jsQR.default(Uint8ClampedArray.from(pixels), 400, 400)?.data
}
