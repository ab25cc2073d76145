import { expect, test } from 'vitest'
import { problem } from '../../../packages/merchant/test/server.js'
import { createVisitor, visit } from './visitor.js'

const sent = {
  scene: 'loan',
  reference: 'order-of-somebody-else',
  modes: ['native'],
  returnUrl: 'http://127.0.0.1/orders/1',
  identity: { name: '李四', idCard: '11010119900307002X' },
  intention: { mode: 'reading', text: '什么都同意' },
}
const started = {
  id: 'id-1',
  mode: 'native',
  url: 'https://faceid.qq.com/h5?BizToken=x',
  ticket: 'ticket-1',
  openUntil: 1,
}

test('a start adds the order’s own name, number and words, whatever the page sent', async () => {
  const { relay, visitor } = await visit()
  relay.answer = { status: 201, body: started }
  const path = await visitor.order('loan')
  const response = await visitor.postJson(`${path}/start`, sent)
  expect(response.status).toBe(201)
  expect(await response.json()).toEqual(started)
  expect(relay.starts).toEqual([
    {
      bearer: 'Bearer key-1',
      body: {
        modes: ['native'],
        returnUrl: 'http://127.0.0.1/orders/1',
        scene: 'loan',
        reference: path.replace('/orders/', ''),
        identity: { name: '张三', idCard: '110101199003070011' },
        intention: {
          mode: 'questions',
          questions: [
            { ask: '您是否同意分期支付10000元购买这把紫砂壶？', answers: ['同意', '是的'] },
          ],
        },
        endUser: expect.stringMatching(/^[0-9a-f]{64}$/),
      },
    },
  ])
})

test('each visitor is a bucket of its own, and the cookie stays in the shop', async () => {
  const { relay, shop, visitor } = await visit()
  relay.answer = { status: 201, body: started }
  const visitors = [visitor, createVisitor(shop)]
  for (const visitor of [...visitors, ...visitors])
    await visitor.postJson(`${await visitor.order('loan')}/start`, sent)
  const [a, b, c, d] = relay.starts.map(({ body }) => body.endUser)
  expect([c, d]).toEqual([a, b])
  expect(a).not.toBe(b)
})

test('a problem of the relay reaches the page as it is', async () => {
  const { relay, visitor } = await visit()
  const body = problem(400, 'return_url_not_allowed', false)
  relay.answer = { status: 400, body }
  const response = await visitor.postJson(`${await visitor.order('loan')}/start`, sent)
  expect(response.status).toBe(400)
  expect(response.headers.get('content-type')).toContain('application/problem+json')
  expect(await response.json()).toMatchObject(body)
})

test('an order that the page starts itself has no start address', async () => {
  const { relay, visitor } = await visit()
  expect((await visitor.postJson(`${await visitor.order('member')}/start`, sent)).status).toBe(404)
  expect(relay.starts).toEqual([])
})
