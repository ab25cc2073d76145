import { describe, expect, test } from 'vitest'
import { openShop, serveRelay } from './relay.js'
import { createVisitor } from './visitor.js'

describe('the shop for front ends of their own', () => {
  test('tells the relay’s address and its texts in the visitor’s language', async () => {
    const relay = await serveRelay()
    const visitor = createVisitor(await openShop(relay))
    const response = await visitor.get('/api/shop', { 'accept-language': 'en' })
    const said = { relay: relay.url, locale: 'en', texts: { shop: 'Rainlight Tea' } }
    expect(await response.json()).toMatchObject(said)
  })

  test('takes an order and shows it to its owner alone, without name and number', async () => {
    const shop = await openShop(await serveRelay())
    const visitor = createVisitor(shop)
    const created = await visitor.post('/api/orders', { product: 'loan' })
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
    const visitor = createVisitor(await openShop(await serveRelay()))
    expect((await visitor.post('/api/orders', { product })).status).toBe(400)
  })
})

describe('the customer of an order', () => {
  test.each([
    [true, 'declines', '沙箱拒绝'],
    [true, '', '张三'],
    [true, 'constructor', '张三'],
    [false, 'declines', '张三'],
  ])('with a sandbox %s and “%s” chosen is %s', async (allowSandbox, customer, name) => {
    const relay = await serveRelay()
    const visitor = createVisitor(await openShop(relay, { allowSandbox }))
    const ordered = await visitor.post('/orders', { product: 'loan', customer })
    await visitor.postJson(`${ordered.headers.get('location')}/start`, {})
    expect(relay.starts).toMatchObject([{ body: { identity: { name } } }])
  })
})
