// How an order gets signed: by a result token that holds, and nothing else. Says why where it does not.
import {
  createResultVerifier,
  isRelayError,
  isResultError,
  type PassedResult,
  type RelayClient,
  type ResultErrorCode,
} from '@faceid-h5/merchant'
import { type Customer, expectationOf, type Order } from './order.js'
import type { Orders } from './orders.js'

export interface SigningOptions {
  orders: Orders
  relay: RelayClient
  relayUrl: string
  relayPublicUrl: string
  allowSandbox: boolean
  now: () => number
}

/** Reasons of the shop's own, beside those of the verifier. */
export type RefusalCode =
  | ResultErrorCode
  | 'person_differs'
  | 'evidence_unavailable'
  | 'order_changed'

export interface Refused {
  code: RefusalCode
  /** Why a verification was not passed. */
  reason?: string | undefined
  /** The same may succeed later. */
  retryable: boolean
}

export type Decision = { established: PassedResult } | { refused: Refused }

/** `token` is whatever a browser, or the relay, has said. */
export type Signing = (order: Order, token: unknown) => Promise<Decision>

export function createSigning({
  orders,
  relay,
  relayUrl,
  relayPublicUrl,
  allowSandbox,
  now,
}: SigningOptions): Signing {
  const verifierFor = (scene: string) =>
    createResultVerifier({
      scene,
      issuer: relayPublicUrl,
      jwks: `${relayUrl}/.well-known/jwks.json`,
      consume: orders.use,
      allowSandbox,
      now,
    })
  const verifiers = {
    member: verifierFor('member'),
    loan: verifierFor('loan'),
    auction: verifierFor('auction'),
  }

  return async (order, token) => {
    try {
      const result = await verifiers[order.product].verify(token, expectationOf(order))
      const { id: verification, evidence } = result
      const signer = order.product === 'auction' ? await personIn(evidence) : order.customer
      const refusal = refusalOf(order, signer)
      if (!refusal && orders.sign(order, { verification, evidence, signer })) {
        return { established: result }
      }
      orders.release(order.id, verification)
      return { refused: { code: refusal ?? 'order_changed', retryable: false } }
    } catch (error) {
      if (isResultError(error)) {
        const { code, reason, retryable } = error
        return { refused: { code, reason, retryable } }
      }
      if (!isRelayError(error)) throw error
      return { refused: { code: 'evidence_unavailable', retryable: error.retryable } }
    }
  }

  async function personIn(evidence: string): Promise<Customer> {
    const { name = '', idCard = '' } = (await relay.evidence(evidence)).text
    return { name, idCard }
  }

  /** `captured` says that somebody passed. Who, and whether it is the same person as last time, says the evidence. */
  function refusalOf({ product, visitor }: Order, { idCard }: Customer): RefusalCode | undefined {
    if (product !== 'auction') return undefined
    if (idCard === '') return 'evidence_unavailable'
    return (orders.signerOf(visitor, product) ?? idCard) === idCard ? undefined : 'person_differs'
  }
}
