import { expect, test } from 'vitest'
import { userAgents } from '../user-agents.js'
import {
  backTo,
  expectHostedPage,
  expectOrder,
  expectWidget,
  order,
  passOnHostedPage,
  tapWidget,
} from './shopper.js'
import { world } from './world.js'

const here = world()

test('a page that the back/forward cache restores asks again and goes on with the same verification', async () => {
  const page = await here.open(userAgents.wechatIos)
  const address = `${here.strict.url}?a=1#/b?c=%20`
  await page.goto(address)
  await expectWidget(page, 'ready')
  await page.run('history.replaceState({ own: 1 }, "")')
  await page.run(
    'addEventListener("pageshow", ({ persisted }) => { document.title = String(persisted) })',
  )
  await tapWidget(page)
  await expectHostedPage(page, here)
  await backTo(page, address)

  await expectWidget(page, 'waiting')
  expect(await page.run('return [document.title, history.state.own]')).toEqual(['true', 1])
  await tapWidget(page)
  await passOnHostedPage(page, ['card', 'face'])
  await expectWidget(page, 'passed')
  expect(await page.url()).toBe(address)
  expect(here.sandbox.calls('DetectAuth')).toHaveLength(1)
})

test('a page that is loaded anew without a result goes on with the same verification', async () => {
  const page = await here.open(userAgents.wechatIos)
  const address = await order(page, here, 'member')
  await tapWidget(page)
  await expectHostedPage(page, here)
  await page.goto(address)

  await expectWidget(page, 'waiting')
  await tapWidget(page)
  await passOnHostedPage(page, ['card', 'face'])
  await expectOrder(page, 'signed')
  expect(here.sandbox.calls('DetectAuth')).toHaveLength(1)
})
