import {
  backEndCard,
  backToMerchant,
  begin,
  browserCard,
  failStep,
  newestToken,
  order,
  passOnHostedPage,
  passStep,
  verifyButton,
} from '../support/shopper.js'
import { expect, test } from '../support/test.js'
import { userAgents } from '../support/user-agents.js'

const native = { member: '1000004', loan: '1000001' } as const
const overlay = { member: '1000003', loan: '1000002' } as const

for (const [title, userAgent, mode, ruleIds] of [
  ['WeChat on Android', userAgents.wechatAndroid, 'native', native],
  ['WeChat on iOS', userAgents.wechatIos, 'native', native],
  ['WeCom on iOS', userAgents.wecomIos, 'overlay', overlay],
] as const) {
  test.describe(`in ${title}`, () => {
    test.use({ userAgent })

    for (const product of ['member', 'loan'] as const) {
      test(`the whole journey of ${product} runs in ${mode} mode, and the back end accepts the result`, async ({
        page,
        world,
      }) => {
        await order(page, world, product)
        const address = page.url()
        await begin(page)
        expect(newestToken(world).ruleId).toBe(ruleIds[product])
        await passOnHostedPage(page)

        expect(page.url()).toBe(address)
        await expect(page.getByText('核身通过')).toBeVisible()
        await expect(browserCard(page).locator('.verdict')).toHaveText('passed')
        await expect(backEndCard(page).locator('.verdict')).toHaveText('有效：订单已签署')
        await expect(page.locator('#state')).toContainText('已签署')
      })
    }
  })
}

test.describe('a verification', () => {
  test.use({ userAgent: userAgents.wechatAndroid })

  test('starts through the authorisation of WeChat, with its fragment untouched', async ({
    page,
    world,
  }) => {
    await order(page, world, 'member')
    const hop = page.waitForRequest((request) =>
      request.url().includes('/connect/oauth2/authorize'),
    )
    await begin(page)
    expect((await hop).url()).toMatch(
      /\/connect\/oauth2\/authorize\?appid=.*&scope=snsapi_base&state=/,
    )
    // Requests carry no fragment; the address that was navigated to, through all redirects, does.
    expect(page.url()).toMatch(/#wechat_redirect$/)
  })

  test('that failed is shown with advice, is not final, and passes on a second try of the same verification', async ({
    page,
    world,
  }) => {
    await order(page, world, 'member')
    await begin(page)
    await passStep(page, '身份证')
    await failStep(page)
    await backToMerchant(page)

    await expect(page.getByText('核身未通过').first()).toBeVisible()
    await expect(browserCard(page).locator('.verdict')).toHaveText('failed')
    await expect(backEndCard(page).locator('.verdict')).not.toContainText('有效')
    const first = newestToken(world).bizToken

    await begin(page, '重试')
    await passOnHostedPage(page)
    await expect(backEndCard(page).locator('.verdict')).toHaveText('有效：订单已签署')
    expect(newestToken(world).bizToken).toBe(first)
    expect(world.sandbox.calls('DetectAuth')).toHaveLength(1)
  })

  test('can also be tried again on the hosted page itself', async ({ page, world }) => {
    await order(page, world, 'loan')
    await begin(page)
    await failStep(page)
    await page.getByRole('button', { name: '重试' }).click()
    await passOnHostedPage(page)
    await expect(backEndCard(page).locator('.verdict')).toHaveText('有效：订单已签署')
  })

  test('whose intention was refused does not pass, though the face did', async ({
    page,
    world,
  }) => {
    await order(page, world, 'loan')
    await begin(page)
    await passStep(page, '身份证')
    await passStep(page, '人脸')
    await failStep(page)
    await backToMerchant(page)
    await expect(browserCard(page).locator('.verdict')).toHaveText('failed')
    await expect(page.locator('#state')).toContainText('未签署')
  })

  test('left by the back button is taken up again where it stopped', async ({ page, world }) => {
    await order(page, world, 'member')
    await begin(page)
    await page.goBack()
    while (!page.url().startsWith(world.demo.url)) await page.goBack()
    await expect(page.getByText('核身未完成')).toBeVisible()
    await begin(page, '继续核身')
    await passOnHostedPage(page)
    await expect(page.locator('#state')).toContainText('已签署')
    expect(world.sandbox.calls('DetectAuth')).toHaveLength(1)
  })

  test('survives a restart of the relay in its middle', async ({ page, world }) => {
    await order(page, world, 'member')
    await begin(page)
    await world.restartRelay()
    await passOnHostedPage(page)
    await expect(backEndCard(page).locator('.verdict')).toHaveText('有效：订单已签署')
  })

  test('keeps query, hash route and history state of the page unchanged', async ({
    page,
    world,
  }) => {
    await order(page, world, 'member')
    await page.evaluate(() =>
      history.replaceState({ kept: 1 }, '', `${location.pathname}?tab=%E6%9D%8E&x=1#/orders/a?b=c`),
    )
    const before = await page.evaluate(() => ({ href: location.href, length: history.length }))
    await begin(page)
    await passOnHostedPage(page)
    await expect(page.getByText('核身通过')).toBeVisible()
    expect(page.url()).toBe(before.href)
  })
})

test.describe('a newcomer on a desktop', () => {
  test.use({ userAgent: userAgents.desktop, viewport: { width: 1280, height: 800 } })

  for (const pretend of ['wechat-android', 'wechat-ios', 'wecom'] as const) {
    test(`pretends to be ${pretend} and sees the whole journey`, async ({ page, world }) => {
      await order(page, world, 'member')
      await page.locator('#pretend').selectOption(pretend)
      await begin(page)
      await page.getByRole('button', { name: '仍然继续' }).click()
      await passOnHostedPage(page)
      await expect(page.locator('#pretend')).toHaveValue(pretend)
      await expect(browserCard(page).locator('.verdict')).toHaveText('passed')
      await expect(backEndCard(page).locator('.verdict')).toHaveText('有效：订单已签署')
      await expect(backEndCard(page)).toContainText(pretend === 'wecom' ? '浮层' : '原生')
    })
  }

  for (const [pretend, frontEnd] of [
    ['harmonyos', '/'],
    ['browser', '/vue/'],
    ['real', '/react/'],
  ] as const) {
    test(`pretends to be ${pretend} and is told what to do instead`, async ({ page, world }) => {
      await order(page, world, 'member', frontEnd)
      await page.locator('#pretend').selectOption(pretend)
      await expect(page.locator('faceid-h5 [part="title"]')).toHaveText(/微信/)
      await expect(verifyButton(page)).toBeHidden()
      // The scene has no handoff.
      await expect(page.locator('faceid-h5 [part="qr-code"]')).toHaveCount(0)
      expect(world.sandbox.calls('DetectAuth')).toHaveLength(0)
    })
  }
})
