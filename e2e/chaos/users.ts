// Users who finish with every outcome, attackers, and the ledger: every state is compared with what the user has done.
import { createResultVerifier, isResultError, memoryConsume } from '@faceid-h5/merchant'
import type { Intention, StartResponse, VerificationState } from '@faceid-h5/protocol'
import { apiKey, pause, publicUrl, secrets, shop, type World } from './world.js'

const intention: Intention = { mode: 'reading', text: '我已阅读并同意合同' }
const questions = { mode: 'questions', questions: [{ ask: '是否同意借款？', answers: ['同意'] }] }
const page = { startedBy: 'browser', identity: 'captured', returnUrls: [`${shop}/`] }
const backEnd = { startedBy: 'merchant', identity: 'supplied', returnUrls: [`${shop}/`] }
export const scenes = {
  member: { ...page, rules: { native: '1000004', overlay: '1000003' } },
  read: { ...page, rules: { overlay: '1000015' }, intention },
  loan: { ...backEnd, rules: { native: '1000001' }, intention: questions },
  account: { ...backEnd, rules: { native: '1000006', overlay: '1000007' } },
}
type Scene = keyof typeof scenes

/** Codes of the face and of the intention for each attempt, and the outcome: passed, expired or a reason. */
type Script = [scene: Scene, attempts: { face?: number; intention?: number | null }[], end: string]

const everyScene: readonly Scene[] = ['member', 'read', 'loan', 'account']
export const scripts: readonly Script[] = [
  ...everyScene.flatMap((scene): Script[] => [
    [scene, [{}], 'passed'],
    [scene, [{ face: 1004 }, {}], 'passed'],
    [scene, [], 'expired'],
  ]),
  ['loan', [{ intention: null }], 'expired'],
  ['member', [{ face: 1301 }], 'suspected_spoof'],
  ['member', [{ face: 2016 }], 'face_mismatch'],
  ['member', [{ face: 9999 }], 'unknown'],
  ['account', [{ face: 2005 }], 'identity_not_found'],
  ['account', [{ face: 2006 }], 'identity_mismatch'],
  ['account', [{ face: 2007 }], 'reference_photo_missing'],
  ['account', [{ face: 2018 }], 'daily_limit_reached'],
  ['account', [{ face: 1008 }], 'network_unstable'],
  ['account', [{ face: 4 }], 'service_trouble'],
  ['loan', [{ face: 301 }], 'id_card_differs'],
  ['loan', [{ face: 302 }], 'id_card_expired'],
  ['loan', [{ intention: -301 }], 'intention_refused'],
  ['loan', [{ intention: -801 }], 'permission_denied'],
  ['read', [{ intention: -10 }], 'speech_unclear'],
]

export interface User {
  script: Script
  reference: string
  started: StartResponse
  bizToken: string
  redirectUrl: string
  /** Everything that decides is done. */
  done: boolean
  /** The two hours and the quarter are over. */
  over: boolean
  state?: VerificationState
}

export type Market = ReturnType<typeof createMarket>

export function createMarket({ fetch, sandbox }: World) {
  /** Everything that was not true. */
  const wrong: string[] = []
  const consume = memoryConsume()
  const verifiers = everyScene.map((scene) =>
    createResultVerifier({ issuer: publicUrl, scene, consume, allowSandbox: true, fetch }),
  )

  /** Sends a request again until the answer is not retryable. A problem without a known code is wrong. */
  async function request(path: string, init: RequestInit = {}) {
    for (;;) {
      const response = await fetch(`${publicUrl}${path}`, init).catch(() => undefined)
      const text = await response?.text().catch(() => undefined)
      if (!response || text === undefined) {
        await pause(100)
        continue
      }
      const { status, headers } = response
      const isProblem = headers.get('content-type')?.startsWith('application/problem+json')
      const body = text.startsWith('{') ? JSON.parse(text) : {}
      const known =
        isProblem && body.status === status && body.requestId && body.code !== 'internal'
      if (status >= 400 && !known && !path.startsWith('/v1/return/'))
        wrong.push(`${path}: ${status}`)
      const location = headers.get('location')
      if (!body.retryable) return { status, code: String(body.code ?? status), body, location }
      await pause(Number(headers.get('retry-after') ?? 1) * 1_000)
    }
  }

  function start(body: object, headers: Record<string, string>) {
    const type = { 'content-type': 'application/json' }
    const init = { method: 'POST', headers: { ...type, ...headers }, body: JSON.stringify(body) }
    return request('/v1/verifications', init)
  }

  const read = (id: string, ticket: string) =>
    request(`/v1/verifications/${id}`, { headers: { authorization: `Bearer ${ticket}` } })

  async function look(user: User): Promise<VerificationState> {
    const { status, code, body } = await read(user.started.id, user.started.ticket)
    const fault = status === 200 ? faultOf(body, user) : `refused with ${code}`
    if (fault !== undefined) wrong.push(`${user.script[0]}, ${user.script[2]}: ${fault}`)
    user.state = body
    return body
  }

  /** From the start to the state that is shown until the time is over. */
  async function visit(
    script: Script,
    place: number,
    { onStart, leaves = false }: { onStart?: (user: User) => void; leaves?: boolean } = {},
  ): Promise<User> {
    const [scene, attempts, end] = script
    const reference = `order-${place}`
    const returnUrl = `${shop}/${scene}?order=${place}#/done`
    const body = { scene, reference, modes: ['native', 'overlay'], returnUrl }
    const name = `甲乙丙${place}`
    const { status, body: started } =
      scenes[scene].startedBy === 'browser'
        ? await start(body, {
            origin: shop,
            'x-forwarded-for': `10.0.${place >> 8}.${place & 255}`,
          })
        : await start(
            { ...body, identity: { name, idCard } },
            { authorization: `Bearer ${apiKey}` },
          )
    const token = sandbox.tokens().findLast(({ request }) => request.Extra === started.id)
    if (status !== 201 || !token) throw new Error(`${scene}: the start was answered with ${status}`)
    const { bizToken, request: asked } = token
    const redirectUrl = String(asked.RedirectUrl)
    secrets.add(started.ticket).add(bizToken).add(redirectUrl).add(name)
    const user: User = {
      script,
      reference,
      started,
      bizToken,
      redirectUrl,
      done: false,
      over: false,
    }
    onStart?.(user)
    if (place % 3 === 0) await look(user)
    for (const attempt of attempts) {
      user.done = attempt === attempts.at(-1)
      sandbox.finish(bizToken, attempt)
      if (place % 2 === 0) await look(user)
    }
    if (attempts.length > 0 && place % 5 > 0) {
      // The query is ignored, whatever it claims.
      const { location } = await request(
        `${redirectUrl.slice(publicUrl.length)}?BizToken=x&Extra=y`,
      )
      if (location !== returnUrl) wrong.push(`${scene}: returned to ${location}`)
    }
    if (leaves) return user
    for (let looks = 0; ; looks += 1) {
      const { final, reason, nextPollAfterMs } = await look(user)
      if (final || reason?.code === end || (end === 'expired' && looks > 0)) return user
      await pause(nextPollAfterMs)
    }
  }

  /** @returns the outcome in the signed token, or the code with which the merchant package refuses it. */
  async function verify(user: User, forged: { token?: string; reference?: string } = {}) {
    const [scene] = user.script
    const { token = user.state?.resultToken, reference = user.reference } = forged
    const accept = scenes[scene].startedBy === 'merchant' ? 'supplied' : 'anyone'
    const expected = { reference, accept, status: 'any' } as const
    for (;;) {
      try {
        const result = await verifiers[everyScene.indexOf(scene)]?.verify(token, expected)
        return result?.reason ?? result?.status ?? ''
      } catch (error) {
        if (!isResultError(error)) throw error
        if (!error.retryable) return error.code
        await pause(200)
      }
    }
  }

  return { wrong, request, start, read, look, visit, verify }
}

/** @returns what is not true of a state that the relay answered. */
function faultOf(state: VerificationState, { script, started, done, over }: User) {
  const { id, status, final, reason, resultToken, nextPollAfterMs } = state
  const [, attempts, end] = script
  if (id !== started.id) return 'the state of another verification'
  if (final !== (resultToken !== undefined)) return `${status}: final and token disagree`
  if (final !== (nextPollAfterMs === 0)) return `${status}: poll again after ${nextPollAfterMs}`
  if (status === 'pending') return final ? 'pending for ever' : undefined
  if (status === 'passed')
    return final && done && end === 'passed' ? undefined : 'passed without proof'
  if (final && !over) return `${status}: final before the time is over`
  if (status === 'expired') return final && end === 'expired' ? undefined : 'expired by mistake'
  const made =
    (done && reason?.code === end) ||
    (!final && attempts.length > 1 && reason?.code === 'liveness_failed')
  return made ? undefined : `failed (${reason?.code}): no attempt ended like that`
}

/** A number that exists nowhere. */
const idCard = '11010519491231002X'

/** Another character of the same alphabet in the middle. */
function changed(text: string): string {
  const at = Math.floor(text.length / 2)
  return `${text.slice(0, at)}${text[at] === 'A' ? 'B' : 'A'}${text.slice(at + 1)}`
}

const returnUrl = `${shop}/`
const body = { scene: 'member', reference: 'attack', modes: ['overlay'], returnUrl }
const named = { ...body, identity: { name: '张', idCard } }
const refusal = async (answer: Promise<{ code: string }>) => (await answer).code

type Attack = (market: Market, victim: User) => Promise<string>

/** Against a user who has passed in the scene `member`: the code that refuses each, and what it was answered. */
export const attacks: readonly [string, Attack][] = [
  ['ticket_invalid', ({ read }, { started }) => refusal(read(started.id, changed(started.ticket)))],
  [
    '400',
    ({ request }, { redirectUrl }) =>
      refusal(request(changed(redirectUrl).slice(publicUrl.length))),
  ],
  ['reference_mismatch', ({ verify }, user) => verify(user, { reference: 'mine' })],
  [
    'signature_invalid',
    ({ verify }, user) => {
      const token = user.state?.resultToken ?? ''
      return verify(user, { token: `${token.slice(0, -20)}${changed(token.slice(-20))}` })
    },
  ],
  ['field_not_allowed', ({ start }) => refusal(start(named, { origin: shop }))],
  ['origin_not_allowed', ({ start }) => refusal(start(body, { origin: 'https://evil.example' }))],
]
