// A server under measurement: a process of its own, and how it is spoken to.
import { setTimeout as sleep } from 'node:timers/promises'
import { sandboxCredential } from '@faceid-h5/sandbox'
import { type Child, startChild } from '../children.js'
import type { Answer } from '../load/connection.js'
import { freePort } from './free-port.js'

export interface Server extends Contract {
  pid: number
  port: number
  /** Milliseconds from the start of the process to its first answer. */
  startUp: number
  stop(): Promise<void>
}

/** How a kind of server is asked. */
export interface Contract {
  start: string
  /** @param started the answer to a start, parsed. */
  read(started: Record<string, unknown>): string
  /** Milliseconds until a page asks again. */
  pace(answer: Answer): number
}

export interface ServerOptions extends Contract {
  file: URL
  args?: readonly string[]
  environment?: Readonly<Record<string, string>>
  /** Of Node, to look closer at a process. */
  execArgv?: string[]
  sandboxUrl: string
}

/** @throws {Error} where it does not answer within ten seconds. */
export async function startServer(options: ServerOptions): Promise<Server> {
  const { file, args = [], environment = {}, execArgv = [], sandboxUrl, ...contract } = options
  const port = await freePort()
  const began = performance.now()
  const child = await startChild(file, args, {
    execArgv,
    // Its log costs what a log costs, and goes nowhere.
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    env: {
      PATH: process.env.PATH,
      TENCENTCLOUD_SECRET_ID: sandboxCredential.secretId,
      TENCENTCLOUD_SECRET_KEY: sandboxCredential.secretKey,
      FACEID_ENDPOINT: sandboxUrl,
      HOST: '127.0.0.1',
      PORT: String(port),
      ...environment,
    },
  })
  await answering(port, child)
  const startUp = performance.now() - began
  return { ...contract, pid: child.pid, port, startUp, stop: child.stop }
}

async function answering(port: number, child: Child): Promise<void> {
  const giveUp = performance.now() + 10_000
  while (performance.now() < giveUp && child.process.exitCode === null) {
    const answer = await fetch(`http://127.0.0.1:${port}/healthz`).catch(() => undefined)
    if (answer?.ok) return void (await answer.arrayBuffer())
    await sleep(2)
  }
  await child.stop()
  throw new Error('a server under measurement does not answer')
}
