// One shopper, from the start to the end: starts, does on the hosted page what the script says, comes back, asks how it
// stands, and lets the merchant's back end believe the result.
import type {
  Problem,
  StartResponse,
  SuppliedIdentity,
  VerificationState,
} from '@faceid-h5/protocol'
import { attemptOf, Unended } from './caller.js'
import { type HostedPage, openHostedPage } from './hosted-page.js'
import { begin } from './ledger.js'
import { type Market, merchantAttempt } from './market.js'
import { personOf } from './person.js'
import { believe } from './result.js'
import { type SceneName, shop } from './scenes.js'
import type { PageStep, Script } from './script.js'
import { faultOf, type Truth } from './truth.js'

export interface Shopper {
  name: string
  script: Script
  scene: SceneName
  reference: string
  returnUrl: string
  person: SuppliedIdentity | undefined
  started: StartResponse
  page: HostedPage | undefined
  truth: Truth
  /** The last result token, once there is one. */
  token?: string
}

/** @param place tells shoppers apart. @throws {Unended}, or where something is not as it has to be. */
export async function visit(market: Market, script: Script, place: number): Promise<Shopper> {
  begin(market.ledger, nameOf(script), script.expected)
  const shopper = await start(market, script, place)
  // Some look before anything was done.
  if (place % 5 === 0) await look(market, shopper)
  if (script.impatient) await Promise.all(Array.from({ length: 15 }, () => look(market, shopper)))
  if (script.magicName !== undefined || script.steps.length > 0) await goThrough(market, shopper)
  await pollUntil(market, shopper, shownAtLast(script))
  return shopper
}

export const nameOf = ({ scene, kind }: Script) => `${scene}: ${kind}`

export async function start(market: Market, script: Script, place: number): Promise<Shopper> {
  const { caller, relay } = market
  const { scene, magicName } = script
  const reference = `order-${place}`
  const returnUrl = `${shop}/${scene}/done?step=2#/orders/${place}`
  const person = magicName === undefined ? undefined : personOf(place, magicName)
  const body = { scene, reference, modes: modesOf(place), returnUrl }
  const headers = { origin: shop, 'x-client-address': addressOf(place) }
  const path = '/v1/verifications'
  const started = await caller.patiently<StartResponse>('start', async () => {
    if (person !== undefined) {
      return merchantAttempt(() => relay.start({ ...body, identity: person }))
    }
    const attempt = attemptOf(await caller.ask({ path, method: 'POST', headers, body }))
    // Safe: 201 has this schema.
    return 'done' in attempt ? { done: JSON.parse(attempt.done.body) as StartResponse } : attempt
  })
  if (isProblem(started)) throw new Error(`the start was refused with ${started.code}`)
  market.canaries.add(started.ticket)
  if (person !== undefined) market.canaries.add(person.idCard).add(person.name)
  const { expected } = script
  return {
    name: nameOf(script),
    script,
    scene,
    reference,
    returnUrl,
    person,
    started,
    page: undefined,
    truth: { id: started.id, done: false, over: false, reasons: [], expected },
  }
}

async function goThrough(market: Market, shopper: Shopper): Promise<void> {
  const { script, started, truth } = shopper
  const page = await openHostedPage(started.url)
  shopper.page = page
  market.canaries.add(page.bizToken)
  truth.reasons = script.reasonsBefore
  truth.done = script.lateSteps === undefined
  if (script.magicName !== undefined) await page.playMagic()
  for (const step of script.steps) await page.send(step)
  if (script.returns) await comeBack(market, shopper)
}

/** What was begun before the two hours were over is done after them. */
export async function finishLate(market: Market, shopper: Shopper): Promise<void> {
  const late: readonly PageStep[] = shopper.script.lateSteps ?? []
  shopper.truth.done = true
  for (const step of late) await shopper.page?.send(step)
  await pollUntil(market, shopper, (state) => state.final)
}

/** Follows the hosted page's way back, and is sent on to the very address it came from. */
export async function comeBack(
  market: Market,
  shopper: Shopper,
  forgedQuery?: string,
): Promise<void> {
  const { caller, ledger } = market
  const address = new URL((await shopper.page?.leaveFor()) ?? '')
  const query = forgedQuery ?? address.search
  const state = address.pathname.split('/').at(-1) ?? ''
  market.canaries.add(state)
  const path = `/v1/return/${state}${query}`
  const answer = await caller.patiently('return', async () =>
    attemptOf(await caller.ask({ path, page: true })),
  )
  if (isProblem(answer)) ledger.wrong.push(`${shopper.name}: the way back was ${answer.code}`)
  else if (answer.status !== 303 || answer.location !== shopper.returnUrl) {
    ledger.wrong.push(`${shopper.name}: the way back led elsewhere (${answer.status})`)
  }
}

/** Asks until the state is as it has to be shown, as often as it is asked to. */
export async function pollUntil(
  market: Market,
  shopper: Shopper,
  enough: (state: VerificationState, looks: number) => boolean,
): Promise<void> {
  const { ledger, patience, wait } = market
  const until = ledger.clock() + patience
  for (let looks = 1; ; looks += 1) {
    const state = await look(market, shopper)
    if (state.final) await believe(market, shopper, state)
    if (state.final || enough(state, looks)) return
    if (ledger.clock() > until) throw new Unended(`${shopper.name}: still ${state.status}`)
    await wait(shopper.script.impatient ? 50 : state.nextPollAfterMs)
  }
}

/** One state, held against the truth. */
export async function look(market: Market, shopper: Shopper): Promise<VerificationState> {
  const { caller, ledger, relay } = market
  const { started, truth, person } = shopper
  const path = `/v1/verifications/${started.id}`
  const headers = { authorization: `Bearer ${started.ticket}` }
  truth.over = market.over
  const state = await caller.patiently<VerificationState>('read', async () => {
    // A back end that started asks by the merchant package, a page by itself.
    if (person !== undefined) {
      return merchantAttempt(() => relay.read(started.id, started.ticket, { locale: 'en' }))
    }
    const attempt = attemptOf(await caller.ask({ path, headers }))
    // Safe: 200 has this schema.
    return 'done' in attempt
      ? { done: JSON.parse(attempt.done.body) as VerificationState }
      : attempt
  })
  if (isProblem(state)) throw new Error(`reading was refused with ${state.code}`)
  ledger.states += 1
  const fault = faultOf(state, truth)
  if (fault !== undefined) ledger.wrong.push(`${shopper.name}: ${fault}`)
  return state
}

/** Before its time is over a verification is left alone once it shows what it will stay. */
function shownAtLast({ expected, lateSteps }: Script) {
  return (state: VerificationState, looks: number): boolean => {
    if (expected.status === 'expired' || lateSteps !== undefined) return looks >= 2
    if (expected.status === 'failed') return state.reason?.code === expected.reason
    return state.final
  }
}

export function isProblem(answer: object): answer is Problem {
  return 'requestId' in answer && 'retryable' in answer
}

function modesOf(place: number): ('native' | 'overlay')[] {
  return place % 2 === 0 ? ['native', 'overlay'] : ['overlay', 'native']
}

function addressOf(place: number): string {
  return `10.${(place >> 16) & 255}.${(place >> 8) & 255}.${place & 255}`
}
