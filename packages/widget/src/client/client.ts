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
 * One scene and reference in this browser: starts a verification, keeps its ticket across the
 * redirect, asks how it stands. Every promise settles, rejected only with a `WidgetError`; nothing
 * is written to the address bar or the history.
 */
export function faceIdClient(options: FaceIdOptions, platform: Platform): Client {
  const { now, storage } = platform
  const wanted = normalizeOptions(options, platform)
  const { relay, scene, reference, ticket, hostedPageHosts } = wanted
  const server = relayClient({ ...platform, ...wanted })
  const store = ticketStore(`${relay} ${scene} ${reference}`, storage, now)
  let description: SceneInfo | undefined
  let begun = ''
  let calledOff = 0

  if (ticket) adopt(ticket)
  return { offer, prepare, start, check, callOff, reset, resumable, kept: store.get }

  function adopt(handed: Kept): void {
    const kept = store.get()
    // The page may be an old copy from the cache, with an older ticket in it.
    if (kept?.id !== handed.id && openUntil(kept) <= openUntil(handed)) store.put(handed)
  }

  async function offer(): Promise<Offer> {
    const known = offerFor(wanted.environment(), description)
    if (known) return known
    description = await server.scene(scene)
    return offerFor(wanted.environment(), description) || 'outside'
  }

  async function prepare(): Promise<void> {
    const request = requestFor(await offer())
    if (!reusable(request)) await begin(request)
  }

  async function start(): Promise<StartResponse> {
    const before = calledOff
    if (wanted.environment().app === 'wechat') await platform.bridge()
    const request = requestFor(await offer())
    const opened = reusable(request) || (await begin(request))
    if (calledOff !== before) throw new WidgetError('cancelled')
    const url = hostedUrl(opened.url, relay, hostedPageHosts)
    store.put({ ...opened, request })
    forgetStart(begun)
    if (!opened.qrCode) platform.go(url)
    return opened
  }

  /** As JSON, so that the same request can be recognised. */
  function requestFor(offered: Offer): string {
    const environment = wanted.environment()
    const handoff = offered === 'handoff' || undefined
    const modes: Mode[] = handoff ? ['overlay', 'native'] : modesFor(environment, description)
    if (modes.length === 0)
      throw new WidgetError('environment_unsupported', `Cannot run here: ${offered}`)
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
      ? // Its url was just seen; nothing else that may be missing is used.
        (kept as StartResponse)
      : undefined
  }

  /** One open verification per scene and reference: the one kept, unless something else is asked now. */
  function reusable(request: string): StartResponse | undefined {
    const asked = store.get()?.request
    // Without a request it was started by the merchant's back end, and is what the merchant wants.
    return !asked || asked === request ? resumable() : undefined
  }

  async function begin(request: string): Promise<StartResponse> {
    begun = `${wanted.startUrl || relay} ${request}`
    const opened = await sharedStart(begun, () => server.start(JSON.parse(request)))
    if (openUntil(opened) > now() + aMoment) return opened
    // Prepared long ago.
    forgetStart(begun)
    return sharedStart(begun, () => server.start(JSON.parse(request)))
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

  function callOff(): void {
    calledOff++
  }

  function reset(): void {
    callOff()
    store.forget()
    forgetStart(begun)
  }
}

export interface Client {
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
  /** A start in progress does not leave the page any more. */
  callOff(): void
  /** Forgets the kept verification: the next start is a new one. */
  reset(): void
  /** The kept verification, while it can be gone back to. */
  resumable(): StartResponse | undefined
  kept(): Kept | undefined
}

const aMoment = 30_000

function openUntil(started: Partial<StartResponse> | undefined): number {
  return started?.openUntil || 0
}
