// Watches the HTTP exchange of each call through Node's diagnostics channels. The SDK's node-fetch 2 follows redirects,
// reads answers of any size, waits for the rest of a broken answer until its timeout, and drops the errno.
import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import type { ClientRequest, IncomingMessage } from 'node:http'

export interface Exchange {
  /** Whether a response arrived. */
  answered: boolean
  errno?: string
  /** This machine's clock minus Tencent's (`Date` header). Milliseconds, to the second. */
  clockAheadMs?: number
  stop(): void
}

/** The largest answers are videos as base64. Bytes on the wire. */
const maxAnswerBytes = 32 * 1024 * 1024

export function watchExchanges() {
  // By X-TC-TraceId.
  const watched = new Map<string, Exchange & { fail(code: string): void }>()
  // Safe: the messages that Node documents for these channels.
  const exchangeOf = (message: unknown) =>
    watched.get(String((message as { request: ClientRequest }).request.getHeader('X-TC-TraceId')))

  const onError = (message: unknown) => {
    const exchange = exchangeOf(message)
    const { code } = (message as { error: NodeJS.ErrnoException }).error
    if (exchange !== undefined && code !== undefined && /^[A-Z\d_]+$/.test(code))
      exchange.errno = code
  }
  // Published when the head of an answer has arrived, before node-fetch sees it.
  const onAnswer = (message: unknown) => {
    const exchange = exchangeOf(message)
    if (exchange === undefined) return
    const { response } = message as { response: IncomingMessage }
    const { statusCode = 0, headers } = response
    if (statusCode >= 300 && statusCode < 400) return exchange.fail(`Http.${statusCode}`)
    exchange.answered = true
    if (headers.date !== undefined) exchange.clockAheadMs = Date.now() - Date.parse(headers.date)
    let bytes = 0
    response.on('data', (chunk: Buffer) => {
      bytes += chunk.length
      if (bytes > maxAnswerBytes) exchange.fail('AnswerTooLarge')
    })
    response.once('close', () => {
      if (!response.complete) exchange.fail('Network')
    })
  }
  subscribe('http.client.request.error', onError)
  subscribe('http.client.response.finish', onAnswer)
  return {
    /** @param fail called with the code of a failure that the SDK would not report. */
    watch(traceId: string, fail: (code: string) => void): Exchange {
      const exchange = { answered: false, fail, stop: () => void watched.delete(traceId) }
      watched.set(traceId, exchange)
      return exchange
    },
    close() {
      unsubscribe('http.client.request.error', onError)
      unsubscribe('http.client.response.finish', onAnswer)
    },
  }
}
