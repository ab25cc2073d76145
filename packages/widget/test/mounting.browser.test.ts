import { expect, test } from 'vitest'
import { shop } from './browser.js'
import { atHostedPage, button, passed, title } from './steps.js'
import { world } from './world.js'

const here = world()

test('loaded twice it is one element, with one verification', async () => {
  const script = '<script src="/faceid/faceid-h5.js"></script>'
  here.relay.pages['/shop'] = shop().replace(script, script + script)
  const page = await here.openShop()
  await button(page).click()
  await atHostedPage(page)
  expect(here.starts()).toHaveLength(1)
})

test('an image that calls itself `currentScript` does not become the relay', async () => {
  const script = '<script src="/faceid/faceid-h5.js">'
  const image = '<img name="currentScript" src="/evil/a.js" alt="">'
  here.relay.pages['/shop'] = shop().replace(script, image + script)
  const page = await here.openShop()
  await button(page).click()
  await atHostedPage(page)
  expect(here.starts().map(({ call }) => call)).toEqual(['POST /verifications'])
})

test('an element of that name that somebody else has defined is left alone', async () => {
  here.withScript('customElements.define("faceid-h5", class extends HTMLElement {})')
  const page = await here.openShop()
  const failures: string[] = []
  page.on('pageerror', (error) => failures.push(error.message))
  await page.reload()
  expect(await page.locator('faceid-h5').evaluate((element) => element.shadowRoot)).toBeNull()
  expect(failures).toEqual([])
})

test('a framework that mounts, removes and mounts again makes one verification', async () => {
  here.relay.hold = () => new Promise((resolve) => setTimeout(resolve, 50))
  const page = await here.openShop()
  await page.evaluate(() => {
    const form = document.querySelector('form')
    const element = document.querySelector('faceid-h5')
    if (!form || !element) throw new TypeError('nothing there')
    element.remove()
    form.append(element)
    element.shadowRoot?.querySelector('button')?.click()
    element.remove()
    form.prepend(element)
  })
  await atHostedPage(page)
  expect(here.starts()).toHaveLength(1)
})

test('a late answer about the first environment does not draw over the second', async () => {
  let release: () => void = () => {}
  here.relay.hold = () => new Promise((resolve) => (release = resolve))
  // On a computer the relay is asked about the scene.
  const page = await here.openShop({ agent: 'macWechat' })
  await title(page, 'One moment')
  await page.locator('faceid-h5').evaluate((element) => {
    Object.assign(element, { environment: { app: 'wechat', os: 'ios', device: 'phone' } })
  })
  await button(page).waitFor()
  const answered = page.waitForResponse('**/v1/scenes/member')
  release()
  await (await answered).finished()
  await page.evaluate(() => fetch('/shop', { method: 'HEAD' }))
  expect(await button(page).isVisible()).toBe(true)
})

test('an element that is removed for good while it starts does not leave the page', async () => {
  let release: () => void = () => {}
  here.relay.hold = () => new Promise((resolve) => (release = resolve))
  const page = await here.openShop()
  await button(page).click()
  await page.evaluate(() => document.querySelector('faceid-h5')?.remove())
  const answered = page.waitForResponse('**/v1/verifications')
  release()
  await answered
  here.relay.hold = undefined
  await page.evaluate(() => fetch('/faceid/v1/scenes/marker'))
  expect(page.url()).toBe(`${here.relay.origin}/shop`)
})

test('properties set before the element is defined count', async () => {
  const late = shop().replace('<script src="/faceid/faceid-h5.js"></script>', '')
  here.withScript(
    `addEventListener('load', () => {
      const element = document.querySelector('faceid-h5')
      element.environment = { app: 'other', os: 'ios', device: 'phone' }
      element.messages = { elsewhere: 'Only in WeChat, please' }
      const script = document.createElement('script')
      script.src = '/faceid/faceid-h5.js'
      document.body.append(script)
    })`,
    late,
  )
  const page = await here.openShop()
  await page.getByText('Only in WeChat, please').waitFor()
})

test('attributes may come one by one, after the element is on the page', async () => {
  here.relay.pages['/shop'] = shop().replace(/<faceid-h5.*<\/faceid-h5>/, '')
  const page = await here.openShop()
  const states = await page.evaluate(async () => {
    const element = document.createElement('faceid-h5')
    const seen: string[] = []
    element.addEventListener('faceid-state', ({ detail }) => seen.push(detail.state))
    document.body.append(element)
    element.setAttribute('scene', 'member')
    element.setAttribute('reference', 'order-1')
    await element.check()
    return seen
  })
  expect(states).toEqual(['ready'])
})

test('another reference in the same element is another verification, from that moment on', async () => {
  here.relay.outcome = passed
  const page = await here.backInShop()
  await title(page, 'Verified')
  const left = await page.evaluate(async () => {
    const element = document.querySelector('faceid-h5')
    const field = document.querySelector<HTMLInputElement>('input[name=faceid-token]')
    element?.setAttribute('reference', 'order-2')
    await Promise.resolve()
    return [field?.value, element?.result, element?.state]
  })
  expect(left).toEqual(['', null, 'checking'])
  await button(page).waitFor()
})

test('WeChat’s late word that this is a mini program takes the offer back', async () => {
  const page = await here.openShop()
  await button(page).waitFor()
  await page.evaluate(() => {
    Object.assign(window, { __wxjs_environment: 'miniprogram' })
    document.dispatchEvent(new Event('WeixinJSBridgeReady'))
  })
  await page.getByText('Not supported in mini programs').waitFor()
})
