import { randomBytes } from 'node:crypto'
import { expect, it } from 'vitest'
import { encrypt } from '../src/tokens/encryption.js'
import { deriveRelayKeys } from '../src/tokens/keys.js'
import { tickets } from '../src/tokens/ticket.js'
import { verification } from './verification.js'

const { startedAt } = verification
const hour = 3_600_000
const keys = deriveRelayKeys(randomBytes(32).toString('base64'))

const changed = (fields: object) => ({ ...verification, ...fields })

it.each<[string, unknown]>([
  ['nothing', null],
  ['text', 'ticket'],
  ['no BizToken', changed({ bizToken: undefined })],
  ['a time as text', changed({ startedAt: String(startedAt) })],
  ['an unknown mode', changed({ mode: 'app' })],
  ['an intention of an unknown mode', changed({ intention: { mode: 'x', digest: '' } })],
  ['consent without a time', changed({ consent: { version: 'v1' } })],
])('A ticket that holds %s is invalid', (_title, value) => {
  const ticket = encrypt(keys, 'ticket', { value, expiresAt: startedAt + hour })
  expect(tickets.decrypt(keys, ticket, startedAt)).toEqual({ ok: false, why: 'invalid' })
})
