import { expect, test } from 'vitest'
import { problem } from '../../../packages/merchant/test/server.js'
import type { Relay } from './relay.js'
import { createVisitor, visit } from './visitor.js'

type Visitor = ReturnType<typeof createVisitor>

function showing(relay: Relay, text: { name?: string; idCard?: string }): void {
  const body = { scene: 'auction', mode: 'overlay', text: { attempts: [], ...text } }
  relay.gets['/v1/evidence/'] = { status: 200, body }
}

/** Registers as a bidder and says what the shop makes of it. */
async function register(visitor: Visitor, relay: Relay, verification: string) {
  const path = await visitor.order('auction')
  const claims = { aud: 'auction', jti: verification }
  const token = relay.token(path.replace('/orders/', ''), claims)
  const { refused, status } = await visitor.handIn(path, token)
  return { status, code: refused?.code, path, token }
}

const someone = { name: '沙箱甲', idCard: '990000198001010019' }
const another = { name: '沙箱甲', idCard: '990000198001010027' }

test('a bidder is the person in the evidence, the same every time', async () => {
  const { relay, shop, visitor } = await visit()
  showing(relay, someone)
  expect(await register(visitor, relay, 'v-1')).toMatchObject({ status: 200 })
  expect(relay.asked[0]).toEqual({ line: '/v1/evidence/sealed-handle', bearer: 'Bearer key-1' })

  showing(relay, another)
  const second = await register(visitor, relay, 'v-2')
  expect(second).toMatchObject({ status: 422, code: 'person_differs' })
  expect(await visitor.state(second.path)).toBe('open')
  expect(await register(createVisitor(shop), relay, 'v-3')).toMatchObject({ status: 200 })

  // The refusal has not used the order up.
  showing(relay, someone)
  const retried = relay.token(second.path.replace('/orders/', ''), { aud: 'auction', jti: 'v-4' })
  expect(await visitor.handIn(second.path, retried)).toMatchObject({ status: 200 })
})

test('nobody bids whom the evidence does not name', async () => {
  const { relay, visitor } = await visit()
  showing(relay, { name: '沙箱甲' })
  expect(await register(visitor, relay, 'v-1')).toMatchObject({ code: 'evidence_unavailable' })
})

test('an order whose evidence cannot be read is not signed, until it can', async () => {
  const { relay, visitor } = await visit()
  relay.gets['/v1/evidence/'] = { status: 401, body: problem(401, 'unauthorized', false) }
  const { path, token, code } = await register(visitor, relay, 'v-1')
  expect(code).toBe('evidence_unavailable')
  expect(await visitor.state(path)).toBe('open')
  showing(relay, someone)
  expect(await visitor.handIn(path, token)).toMatchObject({ status: 200 })
})
