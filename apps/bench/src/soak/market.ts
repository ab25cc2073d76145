// What every shopper and every attacker finds: the relays, the merchant's back end, the clock, and the ledger.
import {
  createRelayClient,
  createResultVerifier,
  isRelayError,
  memoryConsume,
  type RelayClient,
  type ResultVerifier,
} from '@faceid-h5/merchant'
import { type Attempt, type Caller, createCaller } from './caller.js'
import type { Ledger } from './ledger.js'
import type { SceneName } from './scenes.js'

export interface Market {
  caller: Caller
  ledger: Ledger
  relay: RelayClient
  /** `real`: as a back end that believes no sandbox. */
  verifier(scene: SceneName, real?: boolean): ResultVerifier
  wait(ms: number): Promise<void>
  /** Milliseconds after which a verification that comes to nothing is one without an end. */
  patience: number
  /** Hours and quarter are over for every verification. */
  over: boolean
  /** What must not be in any log. */
  canaries: Set<string>
}

export interface MarketOptions {
  balancerUrl: string
  publicUrl: string
  apiKey: string
  ledger: Ledger
  patience: number
  now(): number
  accountTrouble(): boolean
}

export function createMarket(options: MarketOptions): Market {
  const { balancerUrl, publicUrl, apiKey, ledger, patience, now, accountTrouble } = options
  const wait = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))
  const path = new URL(publicUrl).pathname
  const caller = createCaller({ url: balancerUrl + path, ledger, patience, wait, accountTrouble })
  const consume = memoryConsume({ now })
  const verifiers = new Map<string, ResultVerifier>()
  return {
    caller,
    ledger,
    relay: createRelayClient({ relay: publicUrl, apiKey, fetch: caller.fetch }),
    verifier(scene, real = false) {
      const name = `${scene} ${real}`
      const verifier =
        verifiers.get(name) ??
        createResultVerifier({ issuer: publicUrl, scene, consume, now, allowSandbox: !real })
      verifiers.set(name, verifier)
      return verifier
    },
    wait,
    patience,
    over: false,
    canaries: new Set([apiKey]),
  }
}

/** A call of the merchant package, for `patiently`. Anything but its own error is a fault of the package. */
export async function merchantAttempt<T>(call: () => Promise<T>): Promise<Attempt<T>> {
  try {
    return { done: await call() }
  } catch (error) {
    if (!isRelayError(error)) throw error
    const { problem } = error
    if (!problem.retryable) return { problem }
    // Without a request id it is the client's own word for silence.
    return { again: problem.requestId === '' ? 'no answer' : problem.code }
  }
}
