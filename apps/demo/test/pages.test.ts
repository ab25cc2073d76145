import { describe, expect, test } from 'vitest'
import { createVisitor, visit } from './visitor.js'

describe('the pages of the shop', () => {
  test.each([
    [undefined, 'zh-CN', '听雨茶社'],
    ['en-GB,en;q=0.9', 'en', 'Rainlight Tea'],
    ['zh-HK', 'zh-HK', '聽雨茶社'],
    ['zh-TW,zh;q=0.8', 'zh-HK', '聽雨茶社'],
    ['fr', 'zh-CN', '听雨茶社'],
  ])('for %s are in %s', async (language, locale, name) => {
    const { visitor } = await visit()
    const response = await visitor.get('/', language ? { 'accept-language': language } : {})
    const page = await response.text()
    expect(page).toContain(`<html lang="${locale}">`)
    expect(page).toContain(name)
  })

  test('stay in the language that was chosen', async () => {
    const { visitor } = await visit()
    const path = await visitor.order('loan')
    const response = await visitor.post('/language', { locale: 'en', path })
    expect(response.headers.get('location')).toBe(path)
    expect(await (await visitor.get(path)).text()).toContain('<html lang="en">')
  })

  test.each(['//evil.example', 'https://evil.example', '/\\evil.example', '/orders/../../x'])(
    'lead nowhere else after a choice of language (%s)',
    async (path) => {
      const { visitor } = await visit()
      const response = await visitor.post('/language', { locale: 'en', path })
      expect(response.headers.get('location')).toBe('/')
    },
  )

  test('of an order are for its owner alone', async () => {
    const { shop } = await visit()
    const path = await createVisitor(shop).order('loan')
    const stranger = createVisitor(shop)
    await stranger.get('/')
    expect((await stranger.get(path)).headers.get('location')).toBe('/')
    expect((await stranger.postJson(`${path}/start`, {})).status).toBe(404)
    expect((await stranger.post(`${path}/result`, {})).status).toBe(404)
    expect((await stranger.post(`${path}/amount`, { amount: '1' })).status).toBe(404)
  })

  test('load from the relay and from nowhere else', async () => {
    const { relay, visitor } = await visit()
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
    const { visitor } = await visit()
    const page = await (await visitor.get(await visitor.order('loan'))).text()
    expect(page).toContain('张三')
    expect(page).not.toContain('110101199003070011')
  })
})

const json = { accept: 'application/json' }

describe('the shop for front ends of their own', () => {
  test('tells the relay’s address and its texts in the visitor’s language', async () => {
    const { relay, visitor } = await visit()
    const response = await visitor.get('/api/shop', { 'accept-language': 'en' })
    const said = { relay: relay.url, locale: 'en', texts: { shop: 'Rainlight Tea' } }
    expect(await response.json()).toMatchObject(said)
  })

  test('takes an order and shows it to its owner alone, without name and number', async () => {
    const { shop, visitor } = await visit()
    const created = await visitor.post('/orders', { product: 'loan' }, json)
    expect(created.status).toBe(201)
    const { id } = Object(await created.json())
    expect(await (await visitor.get(`/api/orders/${id}`)).json()).toEqual({
      id,
      product: 'loan',
      state: 'open',
      toldBy: null,
      customer: '张三',
      amount: 10_000,
      words: '您是否同意分期支付10000元购买这把紫砂壶？',
    })
    expect((await createVisitor(shop).get(`/api/orders/${id}`)).status).toBe(404)
  })

  test.each(['', 'free-money', '__proto__'])('has no product %j', async (product) => {
    const { visitor } = await visit()
    expect((await visitor.post('/orders', { product }, json)).status).toBe(400)
  })
})

describe('the customer of an order', () => {
  test.each([
    [true, 'declines', '沙箱拒绝'],
    [true, '', '张三'],
    [true, 'constructor', '张三'],
    [false, 'declines', '张三'],
  ])('with a sandbox %s and “%s” chosen is %s', async (allowSandbox, customer, name) => {
    const { relay, visitor } = await visit({ allowSandbox })
    const ordered = await visitor.post('/orders', { product: 'loan', customer })
    await visitor.postJson(`${ordered.headers.get('location')}/start`, {})
    expect(relay.starts).toMatchObject([{ body: { identity: { name } } }])
  })
})
