// Notices when a connection breaks in the middle of an answer. node-fetch 2, which the SDK is built on, does not: it
// waits for the rest of the body until the deadline.
import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import type { ClientRequest, IncomingMessage } from 'node:http'

export interface BrokenAnswers {
  /** Calls `onBroken` when the answer to the request with this `X-TC-TraceId` breaks off, until `stop`. */
  watch(traceId: string, onBroken: () => void): { stop(): void }
  close(): void
}

const channel = 'http.client.response.finish'

export function watchBrokenAnswers(): BrokenAnswers {
  const watched = new Map<string, () => void>()
  // Published by Node when the head of an answer has come.
  const onAnswer = (message: unknown) => {
    // Safe: what Node documents for this channel.
    const { request, response } = message as { request: ClientRequest; response: IncomingMessage }
    const onBroken = watched.get(String(request.getHeader('X-TC-TraceId')))
    if (onBroken === undefined) return
    response.once('close', () => {
      if (!response.complete) onBroken()
    })
  }
  subscribe(channel, onAnswer)
  return {
    watch(traceId, onBroken) {
      watched.set(traceId, onBroken)
      return { stop: () => void watched.delete(traceId) }
    },
    close: () => void unsubscribe(channel, onAnswer),
  }
}
