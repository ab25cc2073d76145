import type { Mode, SceneInfo, StartResponse, VerificationState } from '@faceid-h5/protocol'
import { modesFor } from '../environment/modes-for.js'
import { type Offer, offerFor } from '../environment/offer.js'
import type { Platform } from '../environment/platform.js'
import { hostedUrl } from './hosted-url.js'
import { type FaceIdOptions, normalizeOptions } from './options.js'
import { relayClient } from './relay-client.js'
import { forgetStart, sharedStart } from './shared-starts.js'
import { type Kept, ticketStore } from './ticket-store.js'
import { WidgetError } from './widget-error.js'

/**
 * One scene and reference in this browser: starts a verification, stores its ticket across the
 * redirect, reads its status. Every promise settles and rejects with a `WidgetError` only; nothing
 * is written to the address bar or the history.
 */
export function faceIdClient(options: FaceIdOptions, platform: Platform): Client {
  const { now } = platform
  const wanted = normalizeOptions(options, platform)
  const { relay, scene, reference, ticket, hostedPageHosts } = wanted
  const server = relayClient({ ...platform, ...wanted })
  const store = ticketStore(`${relay} ${scene} ${reference}`, platform)
  let description: SceneInfo | undefined
  let begun = ''
  let cancelled = 0

  if (ticket) adopt(ticket)
  return { offer, prepare, start, check, cancel, reset, resumable, kept: store.get }

  function adopt(handed: Kept): void {
    const kept = store.get()
    // The page may be an old copy from a cache, with an older ticket.
    if (kept?.id !== handed.id && openUntil(kept) <= openUntil(handed)) store.put(handed)
  }

  async function offer(): Promise<Offer> {
    const environment = wanted.environment()
    if (!offerFor(environment, description)) description = await server.scene(scene)
    const offered = offerFor(environment, description) || 'outside'
    if (offered === 'here' && platform.embedded()) {
      throw new WidgetError('embedded', 'the page is in a frame')
    }
    return offered
  }

  async function prepare(): Promise<void> {
    const request = requestFor(await offer())
    if (!reusable(request)) await begin(request)
  }

  async function start(): Promise<StartResponse> {
    const before = cancelled
    if (wanted.environment().app === 'wechat') await platform.bridge()
    const request = requestFor(await offer())
    const opened = reusable(request) || (await begin(request))
    if (cancelled !== before) throw new WidgetError('cancelled')
    const url = hostedUrl(opened.url, relay, hostedPageHosts)
    store.put({ ...opened, request })
    forgetStart(begun)
    if (!opened.qrCode) platform.go(url)
    return opened
  }

  /** As JSON, to compare requests. */
  function requestFor(offered: Offer): string {
    const environment = wanted.environment()
    const handoff = offered === 'handoff' || undefined
    const modes: Mode[] = handoff ? ['overlay', 'native'] : modesFor(environment, description)
    if (modes.length === 0)
      throw new WidgetError('environment_unsupported', `cannot run here: ${offered}`)
    return JSON.stringify({
      scene,
      reference,
      modes,
      returnUrl: wanted.returnUrl(),
      environment,
      handoff,
      consentVersion: wanted.consentVersion,
    })
  }

  function resumable(): StartResponse | undefined {
    const kept = store.get()
    return kept?.url && !kept.closed && openUntil(kept) > now() + aMoment
      ? // It has a url; no other field that may be missing is used.
        (kept as StartResponse)
      : undefined
  }

  /** One open verification per scene and reference: the stored one, unless the request differs. */
  function reusable(request: string): StartResponse | undefined {
    const asked = store.get()?.request
    // Without a request it was started by the merchant's back end.
    return !asked || asked === request ? resumable() : undefined
  }

  async function begin(request: string): Promise<StartResponse> {
    begun = `${wanted.startUrl || relay} ${request}`
    const key = begun
    const shared = () => sharedStart(key, () => server.start(JSON.parse(request)))
    const earlier = shared()
    const opened = await earlier
    if (openUntil(opened) > now() + aMoment) return opened
    // Prepared too long ago. Who waited for it as well may have begun another.
    forgetStart(key, earlier)
    return shared()
  }

  async function check(): Promise<VerificationState | null> {
    const kept = store.get()
    if (!kept) return null
    const { id } = kept
    const mine = () => store.get()?.id === id
    try {
      const state = await server.read(id, kept.ticket)
      if (state.final && mine()) store.put({ ...kept, closed: true })
      return state
    } catch (error) {
      const { code } = error as WidgetError // the relay client rejects with nothing else
      if (code === 'ticket_expired') {
        return {
          id,
          status: 'expired',
          final: true,
          openUntil: openUntil(kept),
          nextPollAfterMs: 0,
        }
      }
      if (code !== 'ticket_invalid' && code !== 'not_found') throw error
      if (mine()) store.forget()
      return null
    }
  }

  function cancel(): void {
    cancelled++
  }

  function reset(): void {
    cancel()
    store.forget()
    forgetStart(begun)
  }
}

export interface Client {
  /** What can be offered here. Asks the relay only if the environment does not decide. */
  offer(): Promise<Offer>
  /** Fetches the hosted page's address before the tap. Not before a required consent. */
  prepare(): Promise<void>
  /**
   * Navigates to the hosted page, of the open verification if there is one. With the offer
   * `handoff` it stays, and the result has `qrCode`.
   */
  start(): Promise<StartResponse>
  /** Reads the status of the stored verification once; null: nothing is open. */
  check(): Promise<VerificationState | null>
  /** A start in progress no longer leaves the page. */
  cancel(): void
  /** Forgets the stored verification: the next start is a new one. */
  reset(): void
  /** The stored verification while its hosted page is open. */
  resumable(): StartResponse | undefined
  kept(): Kept | undefined
}

/** A hosted page that closes sooner is not used any more. */
const aMoment = 90_000

function openUntil(started: Partial<StartResponse> | undefined): number {
  return started?.openUntil || 0
}
