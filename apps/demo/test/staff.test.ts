import { describe, expect, test } from 'vitest'
import { createDemo } from '../src/index.js'
import { openShop, problem, type Relay, serveRelay } from './relay.js'
import { createVisitor } from './visitor.js'

const staffPassword = 'correct-horse-battery'
const evidence = {
  scene: 'member',
  mode: 'overlay',
  text: {
    name: '沙箱<甲>',
    idCard: '990000198001010019',
    similarity: 97.35,
    attempts: [{ at: 1_800_000_000_000, code: 0, billed: true }],
  },
}

async function openWithStaff(options: object = {}) {
  const relay = await serveRelay()
  const shop = await openShop(relay, { staffPassword, ...options })
  const staff = createVisitor(shop)
  await staff.post('/staff/login', { password: staffPassword })
  return { relay, shop, staff, customer: createVisitor(shop) }
}

async function signedOrder(relay: Relay, customer: ReturnType<typeof createVisitor>) {
  const path = await customer.order('member')
  await customer.handIn(path, relay.token(path.replace('/orders/', '')))
  return `/staff${path}`
}

describe('the page of the staff', () => {
  test('is for whoever knows the password, and for nobody else', async () => {
    const { relay, shop, staff, customer } = await openWithStaff()
    const path = await signedOrder(relay, customer)
    const forged = createVisitor(shop)
    for (const password of ['', 'wrong', `${staffPassword} `]) {
      const response = await forged.post('/staff/login', { password })
      expect(response.status).toBe(401)
    }
    for (const stranger of [customer, forged]) {
      for (const address of ['/staff', path, `${path}/evidence/video`]) {
        expect((await stranger.get(address)).status, address).toBe(401)
      }
      expect((await stranger.post(`${path}/ask`, {})).status).toBe(401)
    }
    expect(relay.asked).toEqual([])
    expect((await staff.get('/staff')).status).toBe(200)
    await staff.post('/staff/logout', {})
    expect((await staff.get('/staff')).status).toBe(401)
  })

  test('does not exist without a password, and not with a short one', async () => {
    const visitor = createVisitor(await openShop(await serveRelay()))
    expect((await visitor.get('/staff')).status).toBe(404)
    const short = { relayUrl: 'http://127.0.0.1:9', apiKey: 'key-1', staffPassword: 'tea' }
    await expect(createDemo(short)).rejects.toThrow('`staffPassword`')
  })

  test('shows who it was, escaped, under a policy that lets the browser ask nobody else', async () => {
    const { relay, staff, customer } = await openWithStaff()
    relay.gets['/v1/evidence/sealed-handle'] = { status: 200, body: evidence }
    const response = await staff.get(await signedOrder(relay, customer))
    const page = await response.text()
    expect(page).toContain('沙箱&#60;甲&#62;')
    expect(page).toContain('990000198001010019')
    expect(page).not.toContain('sealed-handle')
    expect(page).not.toContain(relay.url)
    expect(response.headers.get('cache-control')).toBe('no-store')
    expect(response.headers.get('content-security-policy')).not.toContain(relay.url)
    expect(relay.asked).toEqual([{ line: '/v1/evidence/sealed-handle', bearer: 'Bearer key-1' }])
  })

  test('says why where the evidence cannot be read any more', async () => {
    const { relay, staff, customer } = await openWithStaff()
    relay.gets['/v1/evidence/'] = { status: 410, body: problem('ticket_expired', 410) }
    const page = await (await staff.get(await signedOrder(relay, customer))).text()
    expect(page).toContain('data-code="ticket_expired"')
  })

  test('hands on pictures and recordings as they are, and no other address', async () => {
    const { relay, staff, customer } = await openWithStaff()
    const path = await signedOrder(relay, customer)
    const video = Buffer.from('video')
    relay.gets['/v1/evidence/sealed-handle/video'] = { status: 200, body: video, type: 'video/mp4' }
    const response = await staff.get(`${path}/evidence/video`)
    expect(Buffer.from(await response.arrayBuffer()).equals(video)).toBe(true)
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'video/mp4',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'content-disposition': expect.stringContaining('attachment'),
    })
    const asked = relay.asked.length
    for (const name of ['text', 'constructor', '..%2fsealed-handle']) {
      expect((await staff.get(`${path}/evidence/${name}`)).status, name).toBe(404)
    }
    expect(relay.asked).toHaveLength(asked)
    expect((await staff.get(`${path}/evidence/best-frame`)).status).toBe(404)
  })
})

describe('a customer who never comes back', () => {
  const started = { id: 'v-1', mode: 'native', url: 'https://x.example', ticket: 't-1' }

  async function leaveOrder() {
    const { relay, staff, customer } = await openWithStaff()
    relay.answer = { status: 201, body: started }
    const path = await customer.order('loan')
    await customer.postJson(`${path}/start`, {})
    const ask = async () => (await staff.post(`/staff${path}/ask`, {})).text()
    const reads = (status: string, more: object = {}) => {
      const body = { id: 'v-1', status, final: true, openUntil: 1, nextPollAfterMs: 0, ...more }
      relay.gets['/v1/verifications/v-1'] = { status: 200, body }
    }
    return { relay, path, ask, reads, reference: path.replace('/orders/', '') }
  }

  test('is asked about with the ticket that the back end has kept', async () => {
    const { relay, ask, reads } = await leaveOrder()
    reads('pending', { final: false })
    const page = await ask()
    expect(page).toContain('data-status="pending"')
    expect(page).toContain('data-state="open"')
    expect(relay.asked).toEqual([{ line: '/v1/verifications/v-1', bearer: 'Bearer t-1' }])
  })

  test('has signed where the token holds, and not because a status says so', async () => {
    const { relay, ask, reads, reference } = await leaveOrder()
    const claims = { aud: 'loan', identity: 'supplied', started_by: 'merchant' }
    for (const [token, code] of [
      ['', 'token_missing'],
      [relay.token('another-order', claims), 'reference_mismatch'],
      [relay.token(reference, claims), 'intention_mismatch'],
    ]) {
      reads('passed', { resultToken: token })
      const page = await ask()
      expect(page).toContain(`<code>${code}</code>`)
      expect(page).toContain('data-state="open"')
    }
  })

  test('is not asked about where the relay has forgotten', async () => {
    const { relay, ask } = await leaveOrder()
    relay.gets['/v1/verifications/v-1'] = { status: 410, body: problem('ticket_expired', 410) }
    expect(await ask()).toContain('<code>ticket_expired</code>')
  })
})
