// Copies the evidence of a signed order into the shop's own store: Tencent Cloud deletes it three days after the start.
// A real shop stores it encrypted, no longer than it must, and records who looks at it.
import { buffer } from 'node:stream/consumers'
import { isRelayError, type RelayClient } from '@faceid-h5/merchant'
import type { Orders } from './orders.js'

export type Archive = ReturnType<typeof createArchive>

export function createArchive({ orders, relay }: { orders: Orders; relay: RelayClient }) {
  return {
    /** Stores text and best frame, once. Resolves to the error code if the relay cannot deliver them. */
    async store(id: string): Promise<string | undefined> {
      const { evidence = null } = orders.find(id) ?? {}
      if (evidence === null || orders.archived(id)) return undefined
      try {
        const { text } = await relay.evidence(evidence)
        const { stream } = await relay.evidenceMedia(evidence, 'best-frame')
        orders.archive(id, { text, bestFrame: await buffer(stream) })
        return undefined
      } catch (error) {
        if (!isRelayError(error)) throw error
        return error.code
      }
    },
  }
}
