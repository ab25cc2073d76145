import { randomBytes } from 'node:crypto'
import { expect, it } from 'vitest'
import { encrypt } from '../src/tokens/encryption.js'
import { deriveRelayKeys } from '../src/tokens/keys.js'
import { tickets, type Verification } from '../src/tokens/ticket.js'

const startedAt = Date.parse('2026-11-23T08:00:00Z')
const hour = 3_600_000
const keys = deriveRelayKeys(randomBytes(32).toString('base64'))

const verification = (id: string): Verification => ({
  id,
  bizToken: 'A-TOKEN',
  ruleId: '1000003',
  scene: 'member',
  reference: 'order-1',
  mode: 'overlay',
  startedBy: 'browser',
  starter: 'somebody',
  handoff: false,
  identity: 'captured',
  startedAt,
  sandbox: true,
})

it('A ticket decrypts until its three days are over', () => {
  const ticket = tickets.encrypt(keys, verification('one'), startedAt)
  for (const now of [startedAt, startedAt + 72 * hour - 1]) {
    expect(tickets.decrypt(keys, ticket, now)).toEqual({ ok: true, value: verification('one') })
  }
  expect(tickets.decrypt(keys, ticket, startedAt + 72 * hour)).toEqual({
    ok: false,
    why: 'expired',
  })
})

it('A changed ticket or one under another secret is invalid', () => {
  const ticket = tickets.encrypt(keys, verification('one'), startedAt)
  const last = ticket.at(-1) === 'A' ? 'B' : 'A'
  const other = deriveRelayKeys(randomBytes(32).toString('base64'))
  for (const wrong of [
    '',
    `${ticket.slice(0, -1)}${last}`,
    tickets.encrypt(other, verification('one'), startedAt),
  ])
    expect(tickets.decrypt(keys, wrong, startedAt)).toEqual({ ok: false, why: 'invalid' })
})

it.each<[string, unknown]>([
  ['nothing', null],
  ['text', 'ticket'],
  ['no BizToken', { ...verification('one'), bizToken: undefined }],
  ['a time as text', { ...verification('one'), startedAt: String(startedAt) }],
  ['an unknown mode', { ...verification('one'), mode: 'app' }],
  [
    'an intention of an unknown mode',
    { ...verification('one'), intention: { mode: 'x', digest: '' } },
  ],
  ['consent without a time', { ...verification('one'), consent: { version: 'v1' } }],
])('A ticket that holds %s is invalid', (_title, value) => {
  const ticket = encrypt(keys, 'ticket', { value, expiresAt: startedAt + hour })
  expect(tickets.decrypt(keys, ticket, startedAt)).toEqual({ ok: false, why: 'invalid' })
})
