import { expect, test } from 'vitest'
import { openShop, serveRelay } from './relay.js'
import { createVisitor } from './visitor.js'

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
  const relay = await serveRelay()
  relay.answer = { status: 201, body: started }
  const visitor = createVisitor(await openShop(relay))
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
      },
    },
  ])
})

test('a problem of the relay reaches the page as it is', async () => {
  const relay = await serveRelay()
  const problem = {
    type: 'about:blank',
    title: 'Return URL not allowed',
    status: 400,
    code: 'return_url_not_allowed',
    detail: 'as it is',
    requestId: 'r',
    retryable: false,
  }
  relay.answer = { status: 400, body: problem }
  const visitor = createVisitor(await openShop(relay))
  const response = await visitor.postJson(`${await visitor.order('loan')}/start`, sent)
  expect(response.status).toBe(400)
  expect(response.headers.get('content-type')).toContain('application/problem+json')
  expect(await response.json()).toEqual(problem)
})

test('an order that the page starts itself has no start address', async () => {
  const relay = await serveRelay()
  const visitor = createVisitor(await openShop(relay))
  expect((await visitor.postJson(`${await visitor.order('member')}/start`, sent)).status).toBe(404)
  expect(relay.starts).toEqual([])
})
