import type {
  Mode,
  SceneInfo,
  StartRequest,
  StartResponse,
  VerificationState,
} from '@faceid-h5/protocol'
import { hostedUrl } from './hosted-url.js'
import { modesFor } from './modes-for.js'
import { type Offer, offerFor } from './offer.js'
import { type FaceIdOptions, normalizeOptions } from './options.js'
import { relayClient } from './relay-client.js'
import { forgetStart, sharedStart } from './shared-starts.js'
import { browser, type Surroundings } from './surroundings.js'
import { type Kept, ticketStore } from './ticket-store.js'
import { WidgetError } from './widget-error.js'

/**
 * One scene and reference in this browser: starts a verification, keeps its ticket across the
 * redirect, asks how it stands. Every promise settles, rejected only with a `WidgetError`; nothing
 * is written to the address bar or the history.
 */
export function createFaceId(options: FaceIdOptions, surroundings: Surroundings = browser): FaceId {
  const { now, wait, go } = surroundings
  const { relay, scene, reference, ticket, ...asked } = normalizeOptions(options, surroundings)
  const client = relayClient({ ...surroundings, ...asked, relay })
  const store = ticketStore(`${relay} ${scene} ${reference}`, surroundings.storage, now)
  let description: SceneInfo | undefined
  let prepared = ''

  if (ticket) adopt(ticket)
  return { offer, prepare, start, check, resume, reset, resumable, kept: store.get }

  function adopt(handed: Kept): void {
    const kept = store.get()
    // The page may be an old copy from the cache, with an older ticket in it.
    if (kept && (kept.openUntil || 0) >= (handed.openUntil || 0)) return
    store.put(handed)
  }

  async function offer(): Promise<Offer> {
    const known = offerFor(asked.environment(), description)
    if (known) return known
    description = await client.scene(scene)
    return offerFor(asked.environment(), description) || 'outside'
  }

  async function prepare(): Promise<void> {
    const request = requestFor(await offer())
    if (!reusable(request)) await begin(request)
  }

  async function start(): Promise<StartResponse> {
    if (asked.environment().app === 'wechat') await surroundings.bridge()
    const request = requestFor(await offer())
    const opened = reusable(request) || (await begin(request))
    const url = hostedUrl(opened.url, relay)
    store.put({ ...opened, request })
    forgetStart(prepared)
    if (!opened.qrCode) go(url)
    return opened
  }

  function requestFor(offered: Offer): string {
    const handoff = offered === 'handoff'
    const environment = asked.environment()
    const modes: Mode[] = handoff ? ['overlay', 'native'] : modesFor(environment, description)
    if (modes.length === 0) throw new WidgetError('not_here', `Nothing can run here: ${offered}`)
    const { consentVersion, returnUrl } = asked
    const request: StartRequest = {
      scene,
      reference,
      modes,
      returnUrl: returnUrl(),
      environment,
      ...(handoff ? { handoff } : {}),
      ...(consentVersion ? { consentVersion } : {}),
    }
    return JSON.stringify(request)
  }

  function resumable(): boolean {
    const kept = store.get()
    return !!kept && !kept.closed && !!kept.url && (kept.openUntil || 0) > now() + aMoment
  }

  /** One open verification per scene and reference: one that can still be finished is gone back to. */
  function reusable(request: string): StartResponse | undefined {
    const kept = store.get()
    if (!kept || !resumable()) return undefined
    // A verification started by the merchant's back end is what the merchant asked for.
    if (kept.request && kept.request !== request) return undefined
    // `resumable` has seen the address; nothing else that may be missing is used from here on.
    return kept as StartResponse
  }

  async function begin(request: string): Promise<StartResponse> {
    prepared = `${asked.startUrl || relay} ${request}`
    const begun = () => sharedStart(prepared, () => client.start(JSON.parse(request)))
    const opened = await begun()
    if (opened.openUntil > now() + aMoment) return opened
    forgetStart(prepared)
    return begun()
  }

  async function check(): Promise<VerificationState | null> {
    const kept = store.get()
    if (!kept) return null
    try {
      const state = await client.read(kept.id, kept.ticket)
      if (state.final) close(kept)
      return state
    } catch (error) {
      const { code } = error as WidgetError // the relay client rejects with nothing else
      if (code === 'ticket_expired') {
        close(kept)
        const { id, openUntil = 0 } = kept
        return { id, status: 'expired', final: true, openUntil, nextPollAfterMs: 0 }
      }
      if (code !== 'ticket_invalid' && code !== 'not_found') throw error
      if (store.get()?.id === kept.id) store.forget()
      return null
    }
  }

  function close(kept: Kept): void {
    if (!kept.closed && store.get()?.id === kept.id) store.put({ ...kept, closed: true })
  }

  async function resume(): Promise<VerificationState | null> {
    const kept = store.get()
    if (!kept) return null
    const { id, openUntil = 0 } = kept
    let seen: VerificationState | null = {
      id,
      status: 'pending',
      final: false,
      openUntil,
      nextPollAfterMs: 1_000,
    }
    let patient = true
    const asking = (async () => {
      do {
        seen = await check()
        if (seen?.status !== 'pending') break
        await wait(seen.nextPollAfterMs)
      } while (patient)
    })()
    await Promise.race([asking, wait(patience)])
    patient = false
    return seen
  }

  function reset(): void {
    store.forget()
    forgetStart(prepared)
  }
}

export interface FaceId {
  /** What can be done where the page runs; asks the relay only where the environment does not decide. */
  offer(): Promise<Offer>
  /** Fetches the hosted page's address ahead of the tap. Costs nothing; not before a required consent. */
  prepare(): Promise<void>
  /**
   * Goes to the hosted page, of the open verification if there is one. With the offer `handoff` it
   * stays, and the answer has `qrCode`.
   */
  start(): Promise<StartResponse>
  /** Asks once how the kept verification stands; null: nothing is open. */
  check(): Promise<VerificationState | null>
  /** Asks until there is more to say than pending, but no longer than 15 seconds; null: nothing is open. */
  resume(): Promise<VerificationState | null>
  /** Forgets the kept verification: the next start is a new one. */
  reset(): void
  /** Whether the kept verification can still be gone back to. */
  resumable(): boolean
  /** What is kept about the open verification. */
  kept(): Kept | undefined
}

const patience = 15_000
const aMoment = 30_000
