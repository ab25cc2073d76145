// Starts the sandbox in a process of its own and gives it orders.
import { once } from 'node:events'
import type { Outcome } from '@faceid-h5/sandbox'
import { startChild } from '../children.js'
import type { Report, Traffic } from './sandbox-orders.js'

export interface SandboxServer {
  url: string
  traffic(): Promise<Traffic>
  forget(): Promise<void>
  /** Every verification that is not finished yet ends so. */
  finish(outcome: Outcome): Promise<void>
  stop(): Promise<void>
}

export interface SandboxServerOptions {
  /** Milliseconds before each answer. */
  latencyMs: number
  requestsPerSecond: number
  videoBytes: number
}

export async function startSandbox(options: SandboxServerOptions): Promise<SandboxServer> {
  const file = new URL('./sandbox-process.js', import.meta.url)
  const child = await startChild(file, [JSON.stringify(options)])
  const waiting = new Map<number, (value: unknown) => void>()
  const greeting: unknown[] = await once(child.process, 'message')
  // Safe: both ends are ours.
  const [{ value: url }] = greeting as [{ value: string }]
  child.process.on('message', ({ id, value }: Report) => {
    waiting.get(id)?.(value)
    waiting.delete(id)
  })
  let last = 0
  const order = (kind: string, more: object = {}): Promise<unknown> => {
    last += 1
    const id = last
    child.process.send({ id, kind, ...more })
    return new Promise((resolve) => waiting.set(id, resolve))
  }
  return {
    url,
    // Safe: what the other end answers to it.
    traffic: async () => (await order('traffic')) as Traffic,
    forget: async () => void (await order('forget')),
    finish: async (outcome) => void (await order('finish', { outcome })),
    stop: child.stop,
  }
}
