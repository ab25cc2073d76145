// A process of its own: the sandbox as a distant, busy Tencent, which counts what it sends.
import { subscribe } from 'node:diagnostics_channel'
import type { Socket } from 'node:net'
import { createSandbox } from '@faceid-h5/sandbox'
import type { Order, Report, Traffic } from './sandbox-orders.js'

const { latencyMs, requestsPerSecond, videoBytes } = JSON.parse(process.argv[2] ?? '{}')

const open = new Set<Socket>()
let sentAndClosed = 0
// Published by Node for each connection that a server accepts.
subscribe('net.server.socket', (message) => {
  // Safe: what Node documents for this channel.
  const { socket } = message as { socket: Socket }
  open.add(socket)
  socket.once('close', () => {
    sentAndClosed += socket.bytesWritten
    open.delete(socket)
  })
})

const sandbox = await createSandbox({
  latencyMs,
  requestsPerSecond,
  videoBytes,
  frequencyCaps: false,
})

process.on('message', (order: Order) => {
  const report: Report = { id: order.id, value: obey(order) }
  process.send?.(report)
})
// Whoever started it is gone.
process.on('disconnect', () => process.exit())
process.send?.({ id: 0, value: sandbox.url })

function obey(order: Order): unknown {
  switch (order.kind) {
    case 'traffic':
      return traffic()
    case 'forget':
      return sandbox.forgetCalls()
    case 'finish':
      for (const { bizToken, finished } of sandbox.tokens()) {
        if (!finished) sandbox.finish(bizToken, order.outcome)
      }
  }
}

function traffic(): Traffic {
  const reads = sandbox.calls('GetDetectInfoEnhanced')
  const last = new Map<string, number>()
  let smallestGap = Number.MAX_SAFE_INTEGER
  for (const { at, parameters } of reads) {
    const token = String(parameters.BizToken)
    const before = last.get(token)
    if (before !== undefined) smallestGap = Math.min(smallestGap, at - before)
    last.set(token, at)
  }
  const bytes = [...open].reduce((sum, socket) => sum + socket.bytesWritten, sentAndClosed)
  return { bytes, reads: reads.length, smallestGap }
}
