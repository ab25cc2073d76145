// Signs an order if its result token is valid, and by nothing else. Otherwise returns the reason.
import {
  createResultVerifier,
  isRelayError,
  isResultError,
  type RelayClient,
  type Result,
  type ResultErrorCode,
} from '@faceid-h5/merchant'
import type { Archive } from './archive.js'
import { type Customer, expectationOf, type Order, type ToldBy } from './order.js'
import type { Orders } from './orders.js'

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

export type Decision = { established: Result } | { refused: Refused }

export type Signing = ReturnType<typeof createSigning>

export function createSigning(shop: {
  orders: Orders
  relay: RelayClient
  archive: Archive
  relayUrl: string
  allowSandbox: boolean
  now: () => number
}) {
  const { orders, relay, archive, relayUrl, allowSandbox, now } = shop
  const verifierFor = (scene: string) =>
    createResultVerifier({
      scene,
      issuer: relayUrl,
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

  return { verifiers, submit, apply }

  /** Verifies the token that a page submitted, and signs the order. */
  async function submit(order: Order, token: unknown): Promise<Decision> {
    try {
      const result = await verifiers[order.product].verify(token, expectationOf(order))
      return await apply(order, result, 'page')
    } catch (error) {
      if (!isResultError(error)) throw error
      const { code, reason, retryable } = error
      return { refused: { code, reason, retryable } }
    }
  }

  /** Signs the order with a result that is verified. */
  async function apply(order: Order, result: Result, toldBy: ToldBy): Promise<Decision> {
    try {
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
