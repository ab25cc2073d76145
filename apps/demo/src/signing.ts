// Signs an order if its result token is valid, and by nothing else. Otherwise returns the reason.
import {
  createResultVerifier,
  isRelayError,
  isResultError,
  type PassedResult,
  type RelayClient,
  type ResultErrorCode,
} from '@faceid-h5/merchant'
import type { Archive } from './archive.js'
import { type Customer, expectationOf, type Order, type ToldBy } from './order.js'
import type { Orders } from './orders.js'

export interface SigningOptions {
  orders: Orders
  relay: RelayClient
  archive: Archive
  relayUrl: string
  relayPublicUrl: string
  allowSandbox: boolean
  now: () => number
}

/** The shop's own reasons, beside those of the verifier. */
export type RefusalCode =
  | ResultErrorCode
  | 'person_differs'
  | 'evidence_unavailable'
  | 'order_changed'

export interface Refused {
  code: RefusalCode
  /** The reason code of a verification that was not passed. */
  reason?: string | undefined
  /** The same may succeed later. */
  retryable: boolean
}

export type Decision = { established: PassedResult } | { refused: Refused }

/** `token` is unverified: it comes from a browser, or from a webhook. */
export type Signing = (order: Order, token: unknown, toldBy: ToldBy) => Promise<Decision>

export function createSigning({
  orders,
  relay,
  archive,
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
      consume: orders.accepts,
      allowSandbox,
      now,
    })
  const verifiers = {
    member: verifierFor('member'),
    loan: verifierFor('loan'),
    auction: verifierFor('auction'),
  }

  return async (order, token, toldBy) => {
    try {
      const result = await verifiers[order.product].verify(token, expectationOf(order))
      const { id: verification, evidence } = result
      const signer = order.product === 'auction' ? await personIn(evidence) : order.customer
      const refusal = refusalOf(order, signer)
      if (!refusal && orders.sign(order, { verification, evidence, signer, toldBy })) {
        // Not awaited: the customer need not wait for it, and the staff page tries again.
        archive.store(order.id).catch(() => undefined)
        return { established: result }
      }
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

  /** `captured` means that somebody passed. The evidence names the person, who must be the same each time. */
  function refusalOf({ product, visitor }: Order, { idCard }: Customer): RefusalCode | undefined {
    if (product !== 'auction') return undefined
    if (idCard === '') return 'evidence_unavailable'
    return (orders.signerOf(visitor, product) ?? idCard) === idCard ? undefined : 'person_differs'
  }
}
