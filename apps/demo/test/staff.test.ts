import { describe, expect, test } from 'vitest'
import { problem } from '../../../packages/merchant/test/server.js'
import { createDemo } from '../src/index.js'
import type { Relay } from './relay.js'
import { type createVisitor, visit } from './visitor.js'

const staffPassword = 'correct-horse-battery'
const basic = (password: string) => ({
  authorization: `Basic ${Buffer.from(`staff:${password}`).toString('base64')}`,
})
const bestFrame = Buffer.from('frame')
const text = { name: '沙箱<甲>', idCard: '990000198001010019', similarity: 97.35, attempts: [] }

async function openWithStaff() {
  const { relay, visitor } = await visit({ staffPassword })
  const read = async () => (await visitor.get('/staff', basic(staffPassword))).text()
  return { relay, visitor, read }
}

/** The longer address first: the relay answers by the first that matches. */
function hasEvidence(relay: Relay): void {
  const frame = { status: 200, body: bestFrame }
  relay.gets['/v1/evidence/sealed-handle/best-frame'] = frame
  const body = { scene: 'member', mode: 'overlay', text }
  relay.gets['/v1/evidence/sealed-handle'] = { status: 200, body }
}

async function signOrder(relay: Relay, visitor: ReturnType<typeof createVisitor>) {
  const path = await visitor.order('member')
  const outcome = await visitor.handIn(path, relay.token(path.replace('/orders/', '')))
  expect(outcome).toMatchObject({ status: 200 })
  return path
}

describe('the staff page', () => {
  test('needs the password at each address', async () => {
    const { relay, visitor } = await openWithStaff()
    hasEvidence(relay)
    const path = await signOrder(relay, visitor)
    for (const address of ['/staff', `/staff${path}/best-frame`]) {
      for (const password of ['', 'wrong', `${staffPassword} `])
        expect((await visitor.get(address, basic(password))).status).toBe(401)
      expect((await visitor.get(address)).status).toBe(401)
    }
    const allowed = await visitor.get('/staff', basic(staffPassword))
    expect(allowed.status).toBe(200)
  })

  test('does not exist without a password, and not with a short one', async () => {
    const { visitor } = await visit()
    expect((await visitor.get('/staff')).status).toBe(404)
    const short = { relayUrl: 'http://127.0.0.1:9', apiKey: 'key-1', staffPassword: 'tea' }
    await expect(createDemo(short)).rejects.toThrow('`staffPassword`')
  })

  test('shows text and best frame, escaped, and still when the relay has no more evidence', async () => {
    const { relay, visitor, read } = await openWithStaff()
    hasEvidence(relay)
    const path = await signOrder(relay, visitor)
    expect(await read()).toContain('沙箱&#60;甲&#62;')
    expect(relay.asked.every(({ bearer }) => bearer === 'Bearer key-1')).toBe(true)

    relay.gets = { '/v1/evidence/': { status: 410, body: problem(410, 'ticket_expired', false) } }
    const page = await read()
    for (const shown of ['沙箱&#60;甲&#62;', '990000198001010019', '97.35'])
      expect(page).toContain(shown)
    for (const hidden of ['sealed-handle', relay.url]) expect(page).not.toContain(hidden)
    const frame = await visitor.get(`/staff${path}/best-frame`, basic(staffPassword))
    expect(Buffer.from(await frame.arrayBuffer()).equals(bestFrame)).toBe(true)
    expect(Object.fromEntries(frame.headers)).toMatchObject({
      'content-type': 'image/jpeg',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    })
  })

  test('reports why evidence cannot be read, and tries again', async () => {
    const { relay, visitor, read } = await openWithStaff()
    relay.gets['/v1/evidence/'] = { status: 401, body: problem(401, 'unauthorized', false) }
    const path = await signOrder(relay, visitor)
    expect(await read()).toContain('<code>unauthorized</code>')
    expect((await visitor.get(`/staff${path}/best-frame`, basic(staffPassword))).status).toBe(404)
    relay.gets = {}
    hasEvidence(relay)
    expect(await read()).toContain('沙箱&#60;甲&#62;')
  })
})
