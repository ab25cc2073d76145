import {
  begin,
  expectState,
  newestToken,
  order,
  passOnHostedPage,
  referenceOf,
} from '../support/shopper.js'
import { expect, test } from '../support/test.js'
import { userAgents } from '../support/user-agents.js'

// Each front end in each mode and with each product. The page with the script tag is walked in `journey.spec.ts`.
for (const [frontEnd, product, mode, ruleId] of [
  ['/vue/', 'member', 'native', '1000004'],
  ['/vue/', 'loan', 'overlay', '1000002'],
  ['/react/', 'loan', 'native', '1000001'],
  ['/react/', 'member', 'overlay', '1000003'],
] as const) {
  test.describe(`${frontEnd} in ${mode} mode`, () => {
    test.use({ userAgent: mode === 'native' ? userAgents.wechatAndroid : userAgents.wecomIos })
    test(`the journey of ${product} comes back to where it began, signed`, async ({
      page,
      world,
    }) => {
      await order(page, world, product, frontEnd)
      const address = page.url()
      await begin(page)
      expect(newestToken(world).ruleId).toBe(ruleId)
      await passOnHostedPage(page)
      expect(page.url()).toBe(address)
      await expectState(page, 'signed')
    })
  })
}

for (const frontEnd of ['/vue/', '/react/'] as const) {
  test.describe(frontEnd, () => {
    test.use({ userAgent: userAgents.wechatAndroid })
    test('says why the back end refused', async ({ page, world }) => {
      await order(page, world, 'loan', frontEnd)
      const reference = await referenceOf(page)
      await begin(page)
      // In another window the amount was changed, after the words had been made from it.
      await page.request.post(`${world.demo.url}/orders/${reference}/amount`, {
        form: { amount: '20000' },
      })
      await passOnHostedPage(page)
      await expect(page.getByRole('alert')).toContainText('intention_mismatch')
      await expectState(page, 'open')
    })

    test('keeps the order open while the language changes', async ({ page, world }) => {
      await order(page, world, 'loan', frontEnd)
      const address = page.url()
      const reference = await referenceOf(page)
      await page.getByRole('button', { name: 'EN' }).click()
      await expect(page.locator('html')).toHaveAttribute('lang', 'en')
      await expect(page.locator('faceid-h5')).toBeVisible()
      expect(page.url()).toBe(address)
      expect(await referenceOf(page)).toBe(reference)
    })
  })
}
