import {
  begin,
  expectState,
  merchantLink,
  order,
  passEveryStep,
  passOnHostedPage,
  verifyButton,
} from '../support/shopper.js'
import { expect, test } from '../support/test.js'
import { userAgents } from '../support/user-agents.js'
import { createWorld, randomText } from '../support/world.js'

test.use({ userAgent: userAgents.wechatAndroid })

const next = randomText('next relay')

test('a secret is rotated in the middle of a verification, and nothing is lost', async ({
  page,
  world,
}) => {
  const { relaySecret: old } = world.secrets
  await order(page, world, 'loan')
  await begin(page)
  await world.restartRelay(`${old},${next}`)
  await passEveryStep(page)
  await world.restartRelay(`${next},${old}`)
  // The return is sealed, and the ticket is, under the old one; the result is signed under the new one.
  await merchantLink(page).click()
  await expectState(page, 'signed')
})

test('a secret that is dropped at once takes its verifications with it, and the page begins again', async ({
  page,
}) => {
  // A shop that has just fetched the relay's keys would not fetch them again so soon.
  const world = await createWorld()
  await order(page, world, 'member')
  const address = page.url()
  await begin(page)
  await world.restartRelay(next)
  await page.goto(address)
  await expect(verifyButton(page)).toBeVisible()
  await begin(page)
  await passOnHostedPage(page)
  await expectState(page, 'signed')
  expect(world.sandbox.calls('DetectAuth')).toHaveLength(2)
  await world.close()
})
