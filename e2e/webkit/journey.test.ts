import { expect, test } from 'vitest'
import { userAgents } from '../user-agents.js'
import { expectOrder, expectWidget, order, passOnHostedPage, tap, tapWidget } from './shopper.js'
import { world } from './world.js'

const here = world()

for (const { title, userAgent, product, ruleId, steps } of [
  {
    title: 'native mode, started by the page',
    userAgent: userAgents.wechatIos,
    product: 'member',
    ruleId: '1000004',
    steps: ['card', 'face'],
  },
  {
    title: 'overlay mode, started by the back end, with the intention',
    userAgent: userAgents.wecomIos,
    product: 'loan',
    ruleId: '1000002',
    steps: ['card', 'face', 'intention'],
  },
] as const) {
  test(`the journey in ${title}, comes back to where it began, signed`, async () => {
    const page = await here.open(userAgent)
    const address = await order(page, here, product)
    await tapWidget(page)
    await passOnHostedPage(page, [...steps])

    await expectWidget(page, 'passed')
    await expectOrder(page, 'signed')
    expect(await page.url()).toBe(address)
    expect(here.newest().ruleId).toBe(ruleId)
    expect(here.sandbox.calls('DetectAuth')).toHaveLength(1)
  })
}

test('a hash route survives to the letter, and its router goes on from there', async () => {
  const page = await here.open(userAgents.wechatIos)
  const address = await order(page, here, 'member', '/vue/')
  expect(address).toMatch(/\/vue\/#\/orders\/[\w-]+$/)
  await tapWidget(page)
  await passOnHostedPage(page, ['card', 'face'])

  await expectOrder(page, 'signed')
  expect(await page.url()).toBe(address)
  await tap(page, 'a.brand')
  await tap(page, 'button[value=member]')
  await expectWidget(page, 'ready')
  expect(await page.url()).not.toBe(address)
})
