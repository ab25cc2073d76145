// Loaded before a relay or the sandbox (`--import`): lets the soak move that process's clock and read its memory after
// a collection, over the IPC channel. The product's own code stays as it is.
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

/** What the soak asks of a process. Each is answered once, with `Answer`. */
export type Order = { order: 'clock'; aheadMs: number } | { order: 'memory' }

export interface Answer {
  heapUsed: number
  external: number
  rss: number
}

const realNow = Date.now
let aheadMs = Number(process.env.SOAK_CLOCK_AHEAD_MS ?? 0)
Date.now = () => realNow() + aheadMs
globalThis.Date = new Proxy(Date, {
  construct: (target, args, called) =>
    Reflect.construct(target, args.length === 0 ? [target.now()] : args, called),
  apply: (target) => new target(target.now()).toString(),
})

setFlagsFromString('--expose-gc')
const collect: () => void = runInNewContext('gc')

process.on('message', (order: Order) => {
  if (order.order === 'clock') aheadMs = order.aheadMs
  // Twice: what the first one lets go of, the second one frees.
  else for (const _ of [1, 2]) collect()
  const { heapUsed, external, rss } = process.memoryUsage()
  const answer: Answer = { heapUsed, external, rss }
  process.send?.(answer)
})
// The soak's ear must not keep a process alive that has ended its work.
process.channel?.unref()
// A soak that was killed leaves nobody behind.
process.once('disconnect', () => process.exit(1))
