import { expect, test } from 'vitest'
import { webhookHeaders } from '../../../packages/merchant/test/signer.js'
import type { Relay } from './relay.js'
import { visit } from './visitor.js'

const webhookSecret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`

async function ordered() {
  const { relay, shop, visitor } = await visit({ webhookSecret })
  const path = await visitor.order('member')
  const id = path.replace('/orders/', '')
  const state = async () => Object(await (await visitor.get(`/api/orders/${id}`)).json())
  return { relay, shop, visitor, path, id, state }
}

/** Posts an event as Standard Webhooks describes it, signed without the library that verifies it. */
async function deliver(shop: string, relay: Relay, reference: string, claims: object = {}) {
  const resultToken = relay.token(reference, { ...claims })
  const { jti = 'verification-1', status = 'passed' } = Object(claims)
  const body = JSON.stringify({
    type: `verification.${status}`,
    timestamp: new Date().toISOString(),
    data: { id: jti, scene: 'member', reference, status, resultToken },
  })
  const now = Math.floor(Date.now() / 1000)
  const headers = {
    'content-type': 'application/json',
    ...webhookHeaders(webhookSecret, body, now),
  }
  const send = (sent = body) =>
    fetch(`${shop}/webhooks/faceid`, { method: 'POST', headers, body: sent })
  return { status: (await send()).status, again: send }
}

test('a webhook signs the order although no page submits anything', async () => {
  const { relay, shop, id, state } = await ordered()
  const { status, again } = await deliver(shop, relay, id)
  expect(status).toBe(204)
  expect(await state()).toMatchObject({ state: 'signed', toldBy: 'webhook' })
  expect((await again()).status).toBe(204)
})

test('page and webhook about one verification sign once, and both are answered well', async () => {
  const { relay, shop, visitor, path, id, state } = await ordered()
  const [page, webhook] = await Promise.all([
    visitor.handIn(path, relay.token(id)),
    deliver(shop, relay, id),
  ])
  expect([page.status, webhook.status]).toEqual([200, 204])
  const { toldBy } = await state()
  expect(await visitor.handIn(path, relay.token(id))).toMatchObject({ status: 200 })
  expect((await deliver(shop, relay, id)).status).toBe(204)
  expect(await state()).toMatchObject({ state: 'signed', toldBy })
})

test('a webhook about another verification does not change a signed order', async () => {
  const { relay, shop, visitor, path, id, state } = await ordered()
  await visitor.handIn(path, relay.token(id))
  expect((await deliver(shop, relay, id, { jti: 'verification-2' })).status).toBe(204)
  expect(await state()).toMatchObject({ state: 'signed', toldBy: 'page' })
})

test('a failure, an unknown order and a changed body sign nothing', async () => {
  const { relay, shop, id, state } = await ordered()
  const failed = { status: 'failed', reason: 'face_mismatch' }
  const { status, again } = await deliver(shop, relay, id, failed)
  expect(status).toBe(204)
  expect((await again('{}')).status).toBe(400)
  expect((await deliver(shop, relay, 'order-unknown')).status).toBe(204)
  expect(await state()).toMatchObject({ state: 'open', toldBy: null })
})

test('without a secret there is no receiver', async () => {
  const { relay, shop } = await visit()
  expect((await deliver(shop, relay, 'order-1')).status).toBe(404)
})
