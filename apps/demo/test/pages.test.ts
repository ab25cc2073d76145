import { describe, expect, test } from 'vitest'
import { openShop, serveRelay } from './relay.js'
import { createVisitor } from './visitor.js'

describe('the pages of the shop', () => {
  test.each([
    [undefined, 'zh-CN', '听雨茶社'],
    ['en-GB,en;q=0.9', 'en', 'Rainlight Tea'],
    ['zh-HK', 'zh-HK', '聽雨茶社'],
    ['zh-TW,zh;q=0.8', 'zh-HK', '聽雨茶社'],
    ['fr', 'zh-CN', '听雨茶社'],
  ])('for %s are in %s', async (language, locale, name) => {
    const visitor = createVisitor(await openShop(await serveRelay()))
    const response = await visitor.get('/', language ? { 'accept-language': language } : {})
    const page = await response.text()
    expect(page).toContain(`<html lang="${locale}">`)
    expect(page).toContain(name)
  })

  test('stay in the language that was chosen', async () => {
    const visitor = createVisitor(await openShop(await serveRelay()))
    const path = await visitor.order('loan')
    const response = await visitor.post('/language', { locale: 'en', path })
    expect(response.headers.get('location')).toBe(path)
    expect(await (await visitor.get(path)).text()).toContain('<html lang="en">')
  })

  test.each(['//evil.example', 'https://evil.example', '/\\evil.example', '/orders/../../x'])(
    'lead nowhere else after a choice of language (%s)',
    async (path) => {
      const visitor = createVisitor(await openShop(await serveRelay()))
      const response = await visitor.post('/language', { locale: 'en', path })
      expect(response.headers.get('location')).toBe('/')
    },
  )

  test('of an order are for its owner alone', async () => {
    const shop = await openShop(await serveRelay())
    const path = await createVisitor(shop).order('loan')
    const stranger = createVisitor(shop)
    await stranger.get('/')
    expect((await stranger.get(path)).headers.get('location')).toBe('/')
    expect((await stranger.postJson(`${path}/start`, {})).status).toBe(404)
    expect((await stranger.post(`${path}/result`, {})).status).toBe(404)
    expect((await stranger.post(`${path}/amount`, { amount: '1' })).status).toBe(404)
  })

  test('load from the relay and from nowhere else', async () => {
    const relay = await serveRelay()
    const visitor = createVisitor(await openShop(relay))
    const response = await visitor.get(await visitor.order('member'))
    const policy = response.headers.get('content-security-policy')
    expect(policy).toContain(`script-src 'self' ${relay.url};`)
    expect(policy).toContain("default-src 'none'")
    expect(policy).not.toContain('unsafe')
    const page = await response.text()
    expect(page).toContain(`<script src="${relay.url}/faceid-h5.js" async></script>`)
    expect(page).not.toMatch(/\{\{|style=|onclick=/)
  })

  test('never hold the ID number', async () => {
    const visitor = createVisitor(await openShop(await serveRelay()))
    const page = await (await visitor.get(await visitor.order('loan'))).text()
    expect(page).toContain('张三')
    expect(page).not.toContain('110101199003070011')
  })
})
