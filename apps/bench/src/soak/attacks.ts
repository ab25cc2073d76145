// What attackers try while everything else goes wrong. Each has one right answer: no.
import { isResultError } from '@faceid-h5/merchant'
import type { Answer } from './answer.js'
import { attemptOf } from './caller.js'
import { openHostedPage } from './hosted-page.js'
import { attacked, begin } from './ledger.js'
import { type Market, merchantAttempt } from './market.js'
import { sceneOf, shop } from './scenes.js'
import type { Script } from './script.js'
import { comeBack, isProblem, nameOf, pollUntil, type Shopper, start } from './shopper.js'

/** @returns the code with which it was refused; `admitted` where it was not. */
type Attack = (market: Market, victim: Shopper, place: number) => Promise<string>

const path = '/v1/verifications'

export const attacks: Readonly<Record<string, { refusals: readonly string[]; attack: Attack }>> = {
  'another’s verification with one’s own ticket': {
    refusals: ['ticket_invalid'],
    async attack(market, victim, place) {
      const own = await start(market, onlooker, place)
      return readWith(market, victim.started.id, own.started.ticket)
    },
  },
  'a ticket with one character changed': {
    refusals: ['ticket_invalid'],
    attack: (market, { started }, place) =>
      readWith(market, started.id, changed(started.ticket, place)),
  },
  'a way back with one character changed': {
    refusals: ['400'],
    attack: async (market, victim, place) => {
      const address = new URL((await victim.page?.leaveFor()) ?? '')
      const state = changed(address.pathname.split('/').at(-1) ?? '', place)
      return refusalOf(market, { path: `/v1/return/${state}`, page: true })
    },
  },
  'a result token with one character changed': {
    refusals: ['signature_invalid', 'token_malformed', 'key_unknown', 'claims_invalid'],
    attack: (market, victim, place) =>
      verifyWith(market, victim, { token: changed(victim.token ?? '', place) }),
  },
  'a result token for another order': {
    refusals: ['reference_mismatch'],
    attack: (market, victim) => verifyWith(market, victim, { reference: 'order-of-mine' }),
  },
  'a result token for another scene': {
    refusals: ['scene_mismatch'],
    attack: (market, victim) =>
      verifyWith(market, victim, { scene: victim.scene === 'vow' ? 'loan' : 'vow' }),
  },
  'a sandbox’s result at a back end for real ones': {
    refusals: ['sandbox_refused'],
    attack: (market, victim) => verifyWith(market, victim, { real: true }),
  },
  'whoever passed, taken for a named person': {
    refusals: ['identity_not_supplied', 'supplied'],
    attack: async (market, victim) =>
      sceneOf(victim.scene).identity === 'supplied'
        ? 'supplied'
        : verifyWith(market, victim, { accept: 'supplied' }),
  },
  'other words than those confirmed': {
    refusals: ['intention_mismatch'],
    attack: (market, victim) => verifyWith(market, victim, { otherWords: true }),
  },
  'a page that names a person': {
    refusals: ['field_not_allowed'],
    attack: (market) =>
      startWith(market, 'member', { identity: { name: '沙箱通过', idCard: '11010519491231002X' } }),
  },
  'a page that starts what only the back end may': {
    refusals: ['unauthorized'],
    attack: (market) => startWith(market, 'loan', {}),
  },
  'a page of another origin': {
    refusals: ['origin_not_allowed'],
    attack: (market) => startWith(market, 'member', {}, 'https://evil.example'),
  },
  'a way back to another shop': {
    refusals: ['return_url_not_allowed'],
    attack: (market) =>
      startWith(market, 'member', { returnUrl: 'https://m.shop.example.evil.example/member' }),
  },
  'evidence by a ticket': {
    refusals: ['not_found', 'ticket_invalid', 'invalid_request'],
    async attack(market, { started }) {
      const read = await market.caller.patiently<object>('attack', () =>
        merchantAttempt(() => market.relay.evidence(started.ticket)),
      )
      return isProblem(read) ? read.code : 'admitted'
    },
  },
}

/** Comes back with the BizToken of somebody who passed; stays what it was, and ends expired. */
export async function comeBackAsAnother(
  market: Market,
  victim: Shopper,
  place: number,
): Promise<Shopper> {
  begin(market.ledger, nameOf(forger), forger.expected)
  const own = await start(market, forger, place)
  own.page = await openHostedPage(own.started.url)
  const query = new URLSearchParams({
    BizToken: victim.page?.bizToken ?? '',
    Extra: victim.started.id,
  })
  await comeBack(market, own, `?${query}`)
  await pollUntil(market, own, (_state, looks) => looks >= 2)
  return own
}

export async function attackOnce(
  market: Market,
  kind: string,
  victim: Shopper,
  place: number,
): Promise<void> {
  const known = attacks[kind]
  if (known === undefined) return
  const code = await known.attack(market, victim, place)
  attacked(market.ledger, kind, known.refusals.includes(code))
  if (!known.refusals.includes(code)) market.ledger.wrong.push(`attack, ${kind}: ${code}`)
}

const onlooker: Script = {
  kind: 'looks at others',
  scene: 'member',
  steps: [],
  returns: false,
  reasonsBefore: [],
  expected: { status: 'expired' },
}
const forger: Script = { ...onlooker, kind: 'comes back with another’s BizToken' }

function readWith(market: Market, id: string, ticket: string): Promise<string> {
  const headers = { authorization: `Bearer ${ticket}` }
  return refusalOf(market, { path: `${path}/${id}`, headers })
}

function startWith(market: Market, scene: string, more: object, origin = shop): Promise<string> {
  const body = { scene, reference: 'attack', modes: ['overlay'], returnUrl: `${shop}/${scene}` }
  const headers = { origin, 'x-client-address': '10.255.255.255' }
  return refusalOf(market, { path, method: 'POST', headers, body: { ...body, ...more } })
}

async function refusalOf(
  { caller }: Market,
  asked: Parameters<Market['caller']['ask']>[0],
): Promise<string> {
  const answer = await caller.patiently<Extract<Answer, { kind: 'answer' }>>('attack', async () =>
    attemptOf(await caller.ask(asked)),
  )
  if (isProblem(answer)) return answer.code
  return answer.status >= 400 ? String(answer.status) : 'admitted'
}

export interface Forged {
  token?: string
  scene?: Shopper['scene']
  reference?: string
  accept?: 'supplied' | 'anyone'
  real?: boolean
  otherWords?: boolean
  status?: 'passed' | 'any'
}

/** @returns the code with which the merchant package refused it; `admitted` where it did not. */
export async function verifyWith(market: Market, victim: Shopper, forged: Forged): Promise<string> {
  const { token = victim.token, scene = victim.scene, reference = victim.reference } = forged
  const intention = { mode: 'reading', text: '我同意另一份合同' } as const
  const code = await market.caller.patiently('attack', async () => {
    try {
      const { accept = 'anyone' } = forged
      const expected = { reference, accept, ...(forged.otherWords && { intention }) }
      const { verify } = market.verifier(scene, forged.real)
      if (forged.status === 'passed') await verify(token, expected)
      else await verify(token, { ...expected, status: 'any' })
      return { done: { code: 'admitted' } }
    } catch (error) {
      if (!isResultError(error)) throw error
      return error.retryable ? { again: error.code, afterMs: 1_000 } : { done: error }
    }
  })
  return code.code
}

/** Another character of the same alphabet, somewhere in the middle. */
function changed(text: string, place: number): string {
  const at = Math.floor(text.length / 4) + (place % Math.floor(text.length / 2))
  const other = text[at] === 'A' ? 'B' : 'A'
  return `${text.slice(0, at)}${other}${text.slice(at + 1)}`
}
