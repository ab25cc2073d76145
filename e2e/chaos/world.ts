// Two relays that share one Redis, and a sandbox behind a gate: each can be killed, frozen and started again.
import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { connect, createServer, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { createSandbox, sandboxCredential } from '@faceid-h5/sandbox'
import { freePort } from '../../.config/free-port.js'
import { startRedis } from '../../.config/redis.js'

export const shop = 'https://m.shop.example'
/** Nothing listens there: requests are sent to a relay that runs. */
export const publicUrl = 'http://127.0.0.1:9/faceid'
export const apiKey = randomBytes(24).toString('hex')
const relaySecret = randomBytes(32).toString('base64')
/** Nobody may find these in a log. */
export const secrets = new Set([apiKey, relaySecret, sandboxCredential.secretKey])

/** Moves the clock of a process over IPC; timers keep their real time. */
const clock = `
let ahead = Number(process.env.CLOCK_AHEAD_MS)
const real = Date.now
Date.now = () => real() + ahead
globalThis.Date = class extends Date { constructor(...args) { super(...(args.length > 0 ? args : [Date.now()])) } }
process.on('message', (ms) => process.send(ahead = ms))
process.on('disconnect', () => process.exit(1))
process.channel.unref()`

/** The same numbers for the same seed (mulberry32). @returns a whole number below `limit`. */
export function randomFrom(seed: number): (limit: number) => number {
  let state = seed
  return (limit) => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) % limit
  }
}

interface Relay {
  name: string
  child: ChildProcess
  url: string
}

export type World = Awaited<ReturnType<typeof createWorld>>

/** @param more added to the configuration file, and to the environment of the relays. */
export async function createWorld(
  scenes: object,
  more: { names?: string[]; configuration?: object; env?: NodeJS.ProcessEnv } = {},
) {
  const { names = ['a', 'b'], configuration, env } = more
  const realNow = Date.now
  let aheadMs = 0
  // The sandbox and the merchant package run in this process.
  Date.now = () => realNow() + aheadMs
  const sandbox = await createSandbox({ latencyMs: 20, frequencyCaps: false })
  const gate = await createGate(Number(new URL(sandbox.url).port))
  const redis = await startRedis('--appendonly', 'no')
  const folder = mkdtempSync(join(tmpdir(), 'faceid-chaos-'))
  const config = join(folder, 'relay.json')
  const whole = { publicUrl, allowedOrigins: [shop], scenes, ...configuration }
  writeFileSync(config, JSON.stringify(whole))
  const command = fileURLToPath(new URL('cli/main.js', import.meta.resolve('@faceid-h5/relay')))
  const relays: Relay[] = []
  const log: string[] = []
  const errors: string[] = []

  async function startRelay(name: string): Promise<void> {
    const preload = `data:text/javascript,${encodeURIComponent(clock)}`
    const child = spawn(process.execPath, ['--import', preload, command, '--config', config], {
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      env: {
        PATH: process.env.PATH,
        TENCENTCLOUD_SECRET_ID: sandboxCredential.secretId,
        TENCENTCLOUD_SECRET_KEY: sandboxCredential.secretKey,
        RELAY_SECRET: relaySecret,
        MERCHANT_API_KEY: apiKey,
        FACEID_ENDPOINT: gate.url,
        REDIS_URL: redis.url,
        TRUST_PROXY: '127.0.0.1/32',
        LOG_LEVEL: 'debug',
        PORT: '0',
        CLOCK_AHEAD_MS: String(aheadMs),
        ...env,
      },
    })
    child.stderr?.on('data', (chunk) => errors.push(`${name}: ${chunk}`))
    const url = await new Promise<string>((resolve, reject) => {
      child.stdout?.on('data', (chunk) => {
        log.push(String(chunk))
        const found = /the relay listens at (http:[^"]+)/.exec(String(chunk))?.[1]
        if (found) resolve(found)
      })
      child.once('exit', (code) => reject(new Error(`${name} ended with ${code}: ${errors}`)))
    })
    relays.push({ name, child, url })
  }

  async function restartRelay(relay: Relay, signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
    relays.splice(relays.indexOf(relay), 1)
    const ended = once(relay.child, 'exit')
    relay.child.kill(signal)
    const [code] = await ended
    if (signal === 'SIGTERM' && code !== 0) errors.push(`${relay.name} ended with ${code}`)
    await startRelay(relay.name)
  }

  await Promise.all(names.map(startRelay))
  return {
    sandbox,
    gate,
    redis,
    relays,
    log,
    errors,
    startRelay,
    restartRelay,
    /** Sends a request for the public URL to one of the relays that run. @throws if it is not answered. */
    async fetch(input: string | URL | Request, init: RequestInit = {}): Promise<Response> {
      const { url, method, headers, body } = new Request(input, init)
      const relay = relays[Math.floor(Math.random() * relays.length)]
      if (!relay) throw new Error('no relay runs')
      const address = url.replace(new URL(publicUrl).origin, relay.url)
      const text = body && (await new Response(body).text())
      return fetch(address, { method, headers, body: text, redirect: 'manual' })
    },
    /** Moves the clocks of the sandbox, the merchant and the relays. */
    async jump(milliseconds: number): Promise<void> {
      aheadMs += milliseconds
      for (const { child } of relays) {
        const answered = once(child, 'message')
        child.send(aheadMs)
        await answered
      }
    },
    async close(): Promise<void> {
      for (const { child } of relays) child.kill('SIGKILL')
      await gate.cut()
      await redis.close()
      await sandbox.close()
      rmSync(folder, { recursive: true, force: true })
      Date.now = realNow
    },
  }
}

/** Passes connections on to a port until it is cut; then they are reset, and new ones refused. */
async function createGate(target: number) {
  const port = await freePort()
  const open = new Set<Socket>()
  const server = createServer((incoming) => {
    const outgoing = connect(target, '127.0.0.1')
    for (const [from, to] of [[incoming, outgoing] as const, [outgoing, incoming] as const]) {
      open.add(from)
      from.on('error', () => to.destroy()).on('close', () => open.delete(from) && to.destroy())
      from.pipe(to)
    }
  })
  const gate = {
    url: `http://127.0.0.1:${port}`,
    async cut() {
      for (const socket of open) socket.resetAndDestroy()
      if (server.listening) await new Promise((resolve) => server.close(resolve))
    },
    mend: () => new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve)),
  }
  await gate.mend()
  return gate
}

export const pause = (milliseconds: number) => sleep(milliseconds)

/** What can go wrong, each for up to two seconds. */
export function misfortunes(world: World, random: (limit: number) => number) {
  const { gate, redis, relays, sandbox, restartRelay } = world
  const relay = () => relays[random(relays.length)] as Relay // Safe: one of the two always runs.
  const between = async (begin: () => unknown, end: () => unknown) => {
    await begin()
    await pause(random(2_000))
    await end()
  }
  const freeze = (signal: (name: 'SIGSTOP' | 'SIGCONT') => unknown) =>
    between(signal.bind(undefined, 'SIGSTOP'), signal.bind(undefined, 'SIGCONT'))
  return [
    () => restartRelay(relay(), 'SIGKILL'),
    () => restartRelay(relay(), 'SIGTERM'),
    () => {
      const { child } = relay()
      return freeze((name) => child.kill(name))
    },
    () => between(redis.kill, redis.start),
    () => freeze(redis.signal),
    () => between(gate.cut, gate.mend),
    () =>
      between(() => {
        for (const kind of ['reset', 'empty', 'html', 'truncated', 'hang'] as const)
          sandbox.next('*', { kind })
        for (const code of ['RequestLimitExceeded', 'InternalError', 'ServiceUnavailable'])
          sandbox.next('GetDetectInfoEnhanced', { kind: 'error', code })
        for (const status of [429, 500, 503]) sandbox.next('*', { kind: 'status', status })
      }, sandbox.behaveAgain),
  ]
}

/** @returns the length of each secret of which a log holds 16 characters, or all if it is short. */
export function leaks(log: string): number[] {
  const held = (secret: string) => {
    const middle = Math.floor(secret.length / 2)
    const long = [secret.slice(middle - 8, middle + 8), secret.slice(-16)]
    const pieces = secret.length < 20 ? [secret, encodeURIComponent(secret)] : long
    return pieces.some((piece) => log.includes(piece))
  }
  return [...secrets].filter(held).map(({ length }) => length)
}
