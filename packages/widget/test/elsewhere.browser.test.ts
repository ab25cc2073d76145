import type { Page } from '@playwright/test'
import { expect, test } from 'vitest'
import { strictPolicy } from './browser.js'
import { qrCode } from './relay-server.js'
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
  expect(await image(page).getAttribute('src')).toBe(qrCode(`${here.relay.address}/v1/hosted/0`))
  expect(page.url()).toBe(`${here.relay.origin}/shop`)
  expect(here.starts()[0]?.body).toMatchObject({ handoff: true, modes: ['overlay', 'native'] })
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
  expect(await image(page).getAttribute('src')).toBe(qrCode(`${here.relay.address}/v1/hosted/1`))
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

test('a relay that does not answer what the scene is says so, and is asked again', async () => {
  const busy = { status: 503, code: 'provider_busy', detail: '', retryable: true } as const
  here.relay.problems.scenes = busy
  const page = await here.openShop(desktop)
  await page.getByText('Cannot connect right now').waitFor()
  here.relay.problems.scenes = undefined
  await page.getByRole('button', { name: 'Try again' }).click()
  await page.getByRole('button', { name: 'Copy link' }).waitFor()
})
