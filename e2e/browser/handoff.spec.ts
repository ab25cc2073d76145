import type { Browser, Page } from '@playwright/test'
import { scan } from '../support/qr-code.js'
import {
  expectState,
  failStep,
  frontEnds,
  merchantLink,
  newestToken,
  order,
  passEveryStep,
  passStep,
} from '../support/shopper.js'
import { expect, test } from '../support/test.js'
import { userAgents } from '../support/user-agents.js'

test.use({ userAgent: userAgents.desktop, viewport: { width: 1280, height: 800 } })

for (const frontEnd of frontEnds) {
  test(`on ${frontEnd} a phone does the verification, and the desktop page learns the outcome`, async ({
    page,
    world,
    browser,
  }) => {
    await order(page, world, 'auction', frontEnd)
    const address = page.url()
    const handedIn = page.waitForResponse((response) => response.url().endsWith('/result'))
    const phone = await scannedBy(browser, page)
    expect(newestToken(world).ruleId).toBe('1000005')
    await passEveryStep(phone)
    await merchantLink(phone).click()

    await expect(
      phone.getByRole('heading', { name: /请回到电脑查看结果|Go back to your computer/ }),
    ).toBeVisible()
    expect(phone.url().startsWith(world.relayUrl)).toBe(true)
    // Nobody touches the computer meanwhile.
    await expectState(page, 'signed')
    expect(page.url()).toBe(address)
    expect(await (await handedIn).json()).toMatchObject({
      established: { handoff: true, mode: 'overlay', identity: 'captured' },
    })
    expect(world.sandbox.calls('DetectAuth')).toHaveLength(1)
  })
}

test('after a failure the same code can be scanned again', async ({ page, world, browser }) => {
  await order(page, world, 'auction')
  const phone = await scannedBy(browser, page)
  await passStep(phone, '身份证')
  await failStep(phone)
  await phone.close()
  await expect(page.locator('#browser')).toHaveAttribute('data-tone', 'bad')
  await expectState(page, 'open')

  const again = await scannedBy(browser, page)
  await passEveryStep(again)
  // This time the phone's page is closed instead of left by its button.
  await again.close()
  await expectState(page, 'signed')
  expect(world.sandbox.calls('DetectAuth')).toHaveLength(1)
})

test('a reload of the desktop page shows the same code', async ({ page, world, browser }) => {
  await order(page, world, 'auction')
  await page.getByRole('button', { name: '显示二维码' }).click()
  const phone = await newPhone(browser)
  const address = await scan(page, phone)
  expect(address).toBe(newestToken(world).url)
  await page.reload()
  expect(await scan(page, phone)).toBe(address)
  expect(world.sandbox.calls('DetectAuth')).toHaveLength(1)
})

/** Asks for the code where it is not shown yet, and opens it in WeChat on a phone. */
async function scannedBy(browser: Browser, screen: Page): Promise<Page> {
  const show = screen.getByRole('button', { name: '显示二维码' })
  const code = screen.locator('faceid-h5 [part="qr-code"]')
  await expect(show.or(code)).toBeVisible()
  if (await show.isVisible()) await show.click()
  const phone = await newPhone(browser)
  await phone.goto(await scan(screen, phone))
  return phone
}

async function newPhone(browser: Browser): Promise<Page> {
  const context = await browser.newContext({
    userAgent: userAgents.wechatAndroid,
    viewport: { width: 375, height: 812 },
  })
  return context.newPage()
}
