import decoder from 'jsqr'
import { expect, test, vi } from 'vitest'
import { userAgents } from '../user-agents.js'
import { expectOrder, expectWidget, order, patience, tapWidget } from './shopper.js'
import type { Page } from './webdriver.js'
import { world } from './world.js'

const here = world()

test('a desktop page shows a code of the hosted page, and learns what the phone has done', async () => {
  const page = await here.open(userAgents.desktop)
  const address = await order(page, here, 'auction')
  await tapWidget(page)
  await expectWidget(page, 'handoff')
  const { bizToken, url, ruleId } = here.newest()
  expect(await decode(page)).toBe(url)
  expect(ruleId).toBe('1000005')

  await expectOrder(page, 'open')
  here.sandbox.finish(bizToken)
  await expectWidget(page, 'passed')
  await expectOrder(page, 'signed')
  expect(await page.url()).toBe(address)
  expect(here.sandbox.calls('DetectAuth')).toHaveLength(1)
})

/** Reads the code out of the picture as the browser has drawn it. */
async function decode(page: Page): Promise<string | undefined> {
  const levels = await vi.waitFor(() => page.run<number[]>(draw, side), patience)
  const pixels = levels.flatMap((level) => [level, level, level, 255])
  // CommonJS: what Node calls the default holds what the package calls so.
  return decoder.default(Uint8ClampedArray.from(pixels), side, side)?.data
}

const side = 600

/** Answers the picture in levels of grey: of red, that is. */
const draw = `
  const [side] = arguments
  const picture = document.querySelector('faceid-h5').shadowRoot.querySelector('[part=qr-code]')
  if (!picture.complete || picture.naturalWidth === 0) throw new Error('not drawn yet')
  const canvas = Object.assign(document.createElement('canvas'), { width: side, height: side })
  const context = canvas.getContext('2d')
  context.drawImage(picture, 0, 0, side, side)
  return [...context.getImageData(0, 0, side, side).data].filter((_, at) => at % 4 === 0)`
