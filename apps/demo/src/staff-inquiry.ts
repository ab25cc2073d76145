// How an order stands, asked by the back end with the ticket it kept: for users who never come back.
import { isRelayError, type RelayClient, type VerificationState } from '@faceid-h5/merchant'
import type { Order } from './order.js'
import type { Orders } from './orders.js'
import type { RefusalCode, Signing } from './signing.js'
import type { Locale } from './texts.js'

export interface Inquiry {
  orders: Orders
  relay: RelayClient
  sign: Signing
  locale: Locale
}

/** What the relay says, and what the shop made of it. */
export type Answer =
  | { state: VerificationState; refused?: RefusalCode }
  /** A problem of the relay; `ticket_expired` where the three days are over. */
  | { problem: string }

/** Asks about every start of the order, the latest first, until one has passed. Undefined: none was made here. */
export async function askRelay(
  order: Order,
  { orders, relay, sign, locale }: Inquiry,
): Promise<Answer | undefined> {
  let latest: Answer | undefined
  for (const { verification, ticket } of orders.startsOf(order.id)) {
    try {
      const state = await relay.read(verification, ticket, { locale })
      if (state.status !== 'passed') {
        latest ??= { state }
        continue
      }
      // The status alone is not believed, here neither: the token goes the way of every other.
      const decision = await sign(order, state.resultToken)
      return 'refused' in decision ? { state, refused: decision.refused.code } : { state }
    } catch (error) {
      if (!isRelayError(error)) throw error
      latest ??= { problem: error.code }
    }
  }
  return latest
}
