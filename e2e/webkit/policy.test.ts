import { expect, test } from 'vitest'
import { userAgents } from '../user-agents.js'
import { expectWidget, passOnHostedPage, patience, tapWidget } from './shopper.js'
import { world } from './world.js'

const here = world()

test('under the strictest policy it looks as it should, works, and has nothing blocked', async () => {
  const page = await here.open(userAgents.wechatIos)
  await page.goto(here.strict.url)
  await expectWidget(page, 'ready')
  expect(await page.run(look)).toEqual({ background: 'rgb(5, 132, 63)', high: true })
  await tapWidget(page)
  await passOnHostedPage(page, ['card', 'face'])

  await expectWidget(page, 'passed')
  expect(await page.run(token)).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+$/)
  // The policy holds and reports arrive: this one, which is not the widget’s, is the only one.
  await page.run(
    'document.body.append(Object.assign(document.createElement("style"), { textContent: "p {}" }))',
  )
  await expect.poll(() => here.strict.reports, patience).not.toEqual([])
  expect(here.strict.reports).toEqual(['style-src-elem'])
})

const token = `return new FormData(document.querySelector('form')).get('faceid-token')`

const look = `
  const button = document.querySelector('faceid-h5').shadowRoot.querySelector('[part=button]')
  const background = getComputedStyle(button).backgroundColor
  return { background, high: button.getBoundingClientRect().height >= 44 }`
