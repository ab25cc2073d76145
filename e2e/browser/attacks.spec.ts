import { sandboxCredential } from '@faceid-h5/sandbox'
import {
  backEndCard,
  begin,
  browserCard,
  newestToken,
  order,
  passOnHostedPage,
  verifyButton,
} from '../support/shopper.js'
import { expect, test } from '../support/test.js'
import { userAgents } from '../support/user-agents.js'

test.use({ userAgent: userAgents.wechatAndroid })

test.describe('a return', () => {
  test('with somebody else’s passed BizToken, or without one, changes nothing', async ({
    page,
    world,
    browser,
  }) => {
    // Somebody else passes.
    const other = await browser.newContext({ userAgent: userAgents.wechatIos })
    const theirPage = await other.newPage()
    await order(theirPage, world, 'member')
    await begin(theirPage)
    const theirs = newestToken(world)
    await passOnHostedPage(theirPage)
    await expect(backEndCard(theirPage).locator('.verdict')).toHaveText('有效：订单已签署')
    await other.close()

    await order(page, world, 'member')
    const address = page.url()
    await begin(page)
    const mine = newestToken(world)
    expect(mine.bizToken).not.toBe(theirs.bizToken)
    for (const query of [`?BizToken=${theirs.bizToken}&Extra=${theirs.request.Extra}`, '']) {
      await page.goto(`${mine.request.RedirectUrl}${query}`)
      expect(page.url()).toBe(address)
      await expect(page.getByText('核身未完成')).toBeVisible()
      await expect(page.locator('#state')).toContainText('未签署')
      await expect(browserCard(page).locator('.verdict')).not.toHaveText('passed')
    }
  })

  test('with a forged state stays where it is and says so', async ({ page, world }) => {
    await order(page, world, 'member')
    await begin(page)
    const { RedirectUrl = '' } = newestToken(world).request
    const response = await page.goto(`${RedirectUrl.slice(0, -4)}AAAA`)
    expect(response?.status()).toBe(400)
    await expect(page.getByRole('heading', { name: '无法返回' })).toBeVisible()
    expect(page.url()).toContain(world.relayUrl)
  })
})

test('somebody else’s ticket put into this page’s storage reads nothing', async ({
  page,
  world,
}) => {
  await order(page, world, 'member')
  await begin(page)
  await passOnHostedPage(page)
  await expect(page.getByText('核身通过')).toBeVisible()
  const stolen = await page.evaluate(() => Object.entries(localStorage))
  expect(stolen.length).toBeGreaterThan(0)
  const passedReference = await page.locator('faceid-h5').getAttribute('reference')

  await order(page, world, 'member')
  const reference = await page.locator('faceid-h5').getAttribute('reference')
  expect(reference).not.toBe(passedReference)
  await page.evaluate(
    ({ entries, from, to }) => {
      for (const [key, value] of entries) localStorage.setItem(key.replaceAll(from, to), value)
    },
    { entries: stolen, from: String(passedReference), to: String(reference) },
  )
  await page.reload()
  // Whatever the page makes of it, the back end compares the reference that was signed.
  await page.waitForLoadState('networkidle')
  await expect(page.locator('#state')).toContainText('未签署')
  await expect(backEndCard(page).locator('.verdict')).not.toContainText('有效')
})

test('nothing secret and nobody’s data reaches the browser or the relay’s log', async ({
  page,
  world,
  witness,
}) => {
  await order(page, world, 'loan')
  await expect(verifyButton(page)).toBeVisible()
  await begin(page)
  const { bizToken, request } = newestToken(world)
  await passOnHostedPage(page)
  await expect(backEndCard(page).locator('.verdict')).toHaveText('有效：订单已签署')
  await page.waitForLoadState('networkidle')

  // The relay was told whose face it is.
  expect(request.Name).toBeTruthy()
  expect(request.IdCard).toMatch(/^\d{17}[\dX]$/)
  const { relaySecret, apiKey } = world.secrets
  const { secretId, secretKey } = sandboxCredential
  const everywhere = witness.received.join('\n')
  const log = world.log.join('')
  expect(everywhere).toContain('resultToken')
  expect(log).toContain('"msg":"request"')
  // The hosted page knows the person; nobody else's page may show the number.
  const fromUs = witness.received.filter((text) => !text.startsWith(world.sandbox.url)).join('\n')
  expect(fromUs.includes(String(request.IdCard))).toBe(false)
  expect(log.includes(String(request.IdCard))).toBe(false)
  for (const canary of [relaySecret, apiKey, secretId, secretKey]) {
    expect(everywhere.includes(canary)).toBe(false)
    expect(log.includes(canary)).toBe(false)
  }
  const fromRelay = witness.received.filter((text) => text.startsWith(world.relayUrl)).join('\n')
  for (const canary of [String(request.Name), encodeURIComponent(String(request.Name))]) {
    expect(fromRelay.includes(canary)).toBe(false)
    expect(log.includes(canary)).toBe(false)
  }
  const ticket = await page.evaluate(() => Object.values(localStorage).join())
  expect(ticket.length).toBeGreaterThan(100)
  for (const canary of [bizToken, String(request.RedirectUrl).split('/').at(-1) ?? '']) {
    expect(canary.length).toBeGreaterThan(30)
    expect(log.includes(canary)).toBe(false)
  }
})
