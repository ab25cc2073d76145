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

const ruleIds = {
  native: { member: '1000004', loan: '1000001' },
  overlay: { member: '1000003', loan: '1000002' },
} as const

// The page with the script tag is walked in `journey.spec.ts`.
for (const frontEnd of ['/vue/', '/react/'] as const) {
  for (const [mode, userAgent] of [
    ['native', userAgents.wechatAndroid],
    ['overlay', userAgents.wecomIos],
  ] as const) {
    test.describe(`${frontEnd} in ${mode} mode`, () => {
      test.use({ userAgent })
      for (const product of ['member', 'loan'] as const) {
        test(`the journey of ${product} comes back to where it began, signed`, async ({
          page,
          world,
        }) => {
          await order(page, world, product, frontEnd)
          const address = page.url()
          await begin(page)
          expect(newestToken(world).ruleId).toBe(ruleIds[mode][product])
          await passOnHostedPage(page)
          expect(page.url()).toBe(address)
          await expectState(page, 'signed')
        })
      }
    })
  }

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
