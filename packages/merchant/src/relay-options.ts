import { setTimeout as sleep } from 'node:timers/promises'

export interface RelayClientOptions {
  /** The relay's address as the back end reaches it; its path, if it has one, included. */
  relay: string
  /** `MERCHANT_API_KEY` of the relay. */
  apiKey: string
  /** For one call with all its tries, in milliseconds. Default: 15000. */
  deadlineMs?: number
  /** For one try, in milliseconds. Default: 6000. */
  timeoutMs?: number
  /** For evidence, to its last byte and with all tries, in milliseconds. Default: 60000. */
  evidenceDeadlineMs?: number
  /** How often to try again, 0–5. Default: 2. */
  retries?: number
  /** Default: the global `fetch`. */
  fetch?: typeof fetch
  /** Milliseconds since 1970. Default: `Date.now`. */
  now?: () => number
  /** 0 (included) to 1; spreads the tries of many. Default: `Math.random`. */
  random?: () => number
  /** Default: a timer. */
  wait?: (milliseconds: number) => Promise<unknown>
}

export type RelaySettings = Required<RelayClientOptions>

/** Fills in what was left out; a wrong option is a `TypeError` that names it. */
export function relaySettings({
  relay,
  apiKey,
  deadlineMs = 15_000,
  timeoutMs = 6000,
  evidenceDeadlineMs = 60_000,
  retries = 2,
  fetch = globalThis.fetch,
  now = Date.now,
  random = Math.random,
  wait = sleep,
}: RelayClientOptions): RelaySettings {
  if (!URL.canParse(relay) || !/^https?:$/.test(new URL(relay).protocol)) {
    throw new TypeError('`relay` must be an http(s) address')
  }
  if (!apiKey) throw new TypeError('`apiKey` is missing: it is the relay’s MERCHANT_API_KEY')
  // Only what a header can carry; a trailing line feed from a secret file is the usual mistake.
  if (typeof apiKey !== 'string' || !/^[\x21-\x7e]+$/.test(apiKey)) {
    throw new TypeError('`apiKey` must be printable ASCII without spaces')
  }
  if (!(deadlineMs > 0)) throw new TypeError('`deadlineMs` must be a number above 0')
  if (!(timeoutMs > 0)) throw new TypeError('`timeoutMs` must be a number above 0')
  if (!(evidenceDeadlineMs > 0)) {
    throw new TypeError('`evidenceDeadlineMs` must be a number above 0')
  }
  if (!(Number.isInteger(retries) && retries >= 0 && retries <= 5)) {
    throw new TypeError('`retries` must be 0–5')
  }
  return {
    relay: relay.replace(/\/+$/, ''),
    apiKey,
    deadlineMs,
    timeoutMs,
    evidenceDeadlineMs,
    retries,
    fetch,
    now,
    random,
    wait,
  }
}
