// The sandbox in its own process: 30 ms away, without a limit of requests, controlled over IPC.
import { createSandbox, type Outcome } from '@faceid-h5/sandbox'

export type Order =
  | { kind: 'reads' | 'forget' | 'tokens' }
  | { kind: 'finish'; outcome: Outcome; bizToken: string | undefined }

export interface SandboxToken {
  bizToken: string
  /** Our id of the verification. */
  extra: string
  redirectUrl: string
}

const sandbox = await createSandbox({
  latencyMs: 30,
  requestsPerSecond: 1_000_000_000,
  videoBytes: Number(process.argv[2]),
  frequencyCaps: false,
})
process.on('message', ([id, order]: [number, Order]) => process.send?.([id, obey(order)]))
process.on('disconnect', () => process.exit())
process.send?.(sandbox.url)

function obey(order: Order): unknown {
  switch (order.kind) {
    case 'reads':
      return sandbox.calls('GetDetectInfoEnhanced').length
    case 'forget':
      return sandbox.forgetCalls()
    case 'tokens':
      return sandbox.tokens().map(({ bizToken, request }) => ({
        bizToken,
        extra: request.Extra,
        redirectUrl: request.RedirectUrl,
      }))
    case 'finish': {
      if (order.bizToken !== undefined) return sandbox.finish(order.bizToken, order.outcome)
      const open = sandbox.tokens().filter(({ finished }) => !finished)
      for (const { bizToken } of open) sandbox.finish(bizToken, order.outcome)
    }
  }
}
