import { randomBytes } from 'node:crypto'
import { expect, it } from 'vitest'
import { deriveRelayKeys } from '../src/tokens/keys.js'
import { createTicketOpener, encryptTicket, type Verification } from '../src/tokens/ticket.js'

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

it('A ticket opens as often as it is shown, until its three days are over', () => {
  const open = createTicketOpener(keys)
  const ticket = encryptTicket(keys, verification('one'))
  for (const now of [startedAt, startedAt + 72 * hour - 1]) {
    expect(open(ticket, now)).toEqual({ ok: true, value: verification('one') })
  }
  expect(open(ticket, startedAt + 72 * hour)).toEqual({ ok: false, why: 'expired' })
  expect(open(ticket, startedAt + 72 * hour)).toEqual({ ok: false, why: 'expired' })
})

it('What was once opened does not open another: not even with one character changed', () => {
  const open = createTicketOpener(keys)
  const ticket = encryptTicket(keys, verification('one'))
  expect(open(ticket, startedAt).ok).toBe(true)
  const last = ticket.at(-1) === 'A' ? 'B' : 'A'
  const other = deriveRelayKeys(randomBytes(32).toString('base64'))
  for (const wrong of [
    '',
    `${ticket.slice(0, -1)}${last}`,
    encryptTicket(other, verification('one')),
  ])
    expect(open(wrong, startedAt)).toEqual({ ok: false, why: 'invalid' })
})

it('Tickets beyond the capacity open all the same', () => {
  const open = createTicketOpener(keys, 2)
  const tickets = ['one', 'two', 'three'].map((id) => encryptTicket(keys, verification(id)))
  for (const round of [1, 2]) {
    const ids = tickets.map((ticket) => open(ticket, startedAt + round))
    expect(ids.map((opened) => opened.ok && opened.value.id)).toEqual(['one', 'two', 'three'])
  }
})
