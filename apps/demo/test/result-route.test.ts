import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import type { Relay } from './relay.js'
import { visit } from './visitor.js'

const idOf = (path: string) => path.replace('/orders/', '')

function digestFor(amount: number): string {
  const lines = `questions\n? 您是否同意分期支付${amount}元购买这把紫砂壶？\n= 同意\n= 是的`
  return createHash('sha256').update(lines).digest('base64url')
}

function loanToken(relay: Relay, path: string, claims: Record<string, unknown> = {}): string {
  return relay.token(idOf(path), {
    aud: 'loan',
    started_by: 'merchant',
    identity: 'supplied',
    intention: { mode: 'questions', digest: digestFor(10_000) },
    ...claims,
  })
}

describe('an order', () => {
  test('is signed by a token of its own, and a form may be sent twice', async () => {
    const { relay, visitor } = await visit()
    const path = await visitor.order('loan')
    expect(await visitor.state(path)).toBe('open')
    const token = loanToken(relay, path)
    for (const _ of ['once', 'twice']) {
      expect(await visitor.handIn(path, token)).toMatchObject({
        status: 200,
        established: { reference: idOf(path), identity: 'supplied', evidence: true },
      })
    }
    expect(await visitor.state(path)).toBe('signed')
  })

  test('does not take the token of another order, of another scene, or of a failure', async () => {
    const { relay, visitor } = await visit()
    const [loan, other] = [await visitor.order('loan'), await visitor.order('loan')]
    const member = await visitor.order('member')
    const failed = { status: 'failed', reason: 'face_mismatch' }
    const tries: [string, string, object][] = [
      [other, loanToken(relay, loan), { code: 'reference_mismatch' }],
      [member, loanToken(relay, member), { code: 'scene_mismatch' }],
      [loan, loanToken(relay, loan, failed), { code: 'not_passed', reason: 'face_mismatch' }],
    ]
    for (const [path, token, refused] of tries) {
      expect(await visitor.handIn(path, token)).toMatchObject({ status: 422, refused })
      expect(await visitor.state(path)).toBe('open')
    }
  })

  test('for a named person does not take somebody’s face', async () => {
    const { relay, visitor } = await visit()
    const path = await visitor.order('loan')
    const token = loanToken(relay, path, { identity: 'captured', started_by: 'browser' })
    const refused = { code: 'identity_not_supplied' }
    expect(await visitor.handIn(path, token)).toMatchObject({ status: 422, refused })
  })

  test('edited after its words were confirmed is open again, and stays so', async () => {
    const { relay, visitor } = await visit()
    const path = await visitor.order('loan')
    const token = loanToken(relay, path)
    await visitor.handIn(path, token)
    await visitor.post(`${path}/amount`, { amount: '20000' })
    expect(await visitor.state(path)).toBe('open')
    const refused = { code: 'intention_mismatch' }
    expect(await visitor.handIn(path, token)).toMatchObject({ status: 422, refused })
    expect(await visitor.state(path)).toBe('open')
  })

  test('is signed by one verification only', async () => {
    const { relay, visitor } = await visit()
    const path = await visitor.order('member')
    await visitor.handIn(path, relay.token(idOf(path), { jti: 'first' }))
    const outcome = await visitor.handIn(path, relay.token(idOf(path), { jti: 'second' }))
    expect(outcome).toMatchObject({ refused: { code: 'already_used' } })
  })

  test('does not take a result of the sandbox in a shop that sells for real', async () => {
    const { relay, visitor } = await visit({ allowSandbox: false })
    const path = await visitor.order('member')
    const outcome = await visitor.handIn(path, relay.token(idOf(path)))
    expect(outcome).toMatchObject({ refused: { code: 'sandbox_refused' } })
  })

  test('waits where the keys of the relay cannot be read', async () => {
    const { relay, visitor } = await visit({ relayUrl: 'http://127.0.0.1:9' })
    const path = await visitor.order('member')
    const outcome = await visitor.handIn(path, relay.token(idOf(path)))
    expect(outcome).toMatchObject({ status: 503, refused: { code: 'keys_unavailable' } })
  })
})
