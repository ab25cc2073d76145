// Starts the servers under measurement, each in its own process, and reads what a process used from /proc (Linux only).
import { type ChildProcess, fork, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { type IssuedToken, type Outcome, sandboxCredential } from '@faceid-h5/sandbox'
import getPort from 'get-port'

export interface Server {
  pid: number
  port: number
  /** Milliseconds from the start of the process to its first response. */
  startUp: number
  stop(): Promise<void>
}

const running = new Set<ChildProcess>()
process.once('exit', () => {
  for (const child of running) child.kill('SIGKILL')
})

/** Ends every process that a measurement left running. */
export async function stopAll(): Promise<void> {
  await Promise.all([...running].map(stop))
}

async function stop(child: ChildProcess): Promise<void> {
  if (!running.has(child)) return
  const ended = once(child, 'exit')
  child.kill('SIGTERM')
  const timer = setTimeout(() => child.kill('SIGKILL'), 10_000)
  await ended
  clearTimeout(timer)
}

function track<Child extends ChildProcess>(child: Child): Child {
  running.add(child)
  child.once('exit', () => running.delete(child))
  return child
}

/** @throws {Error} if the process ends or does not respond within two minutes. */
async function startServer(
  file: URL,
  port: number,
  env: Readonly<Record<string, string>>,
  args: readonly string[] = [],
): Promise<Server> {
  const began = performance.now()
  const child = track(
    fork(file, args, {
      execArgv: [],
      // Writing the log costs what it costs; nobody reads it.
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      env: {
        PATH: process.env.PATH,
        TENCENTCLOUD_SECRET_ID: sandboxCredential.secretId,
        TENCENTCLOUD_SECRET_KEY: sandboxCredential.secretKey,
        HOST: '127.0.0.1',
        PORT: String(port),
        ...env,
      },
    }),
  )
  for (const giveUp = began + 120_000; ; await sleep(2)) {
    const response = await fetch(`http://127.0.0.1:${port}/healthz`).catch(() => undefined)
    await response?.arrayBuffer()
    if (response?.ok) break
    if (child.exitCode !== null || performance.now() > giveUp) {
      throw new Error(`${file} does not respond`)
    }
  }
  const startUp = performance.now() - began
  return { pid: child.pid ?? 0, port, startUp, stop: () => stop(child) }
}

export const apiKey = 'api-key-of-the-merchant-for-the-bench'
export const returnUrl = 'https://m.shop.example/apply?step=2#/done'
/** All relays of a run share it. */
const relaySecret = randomBytes(32).toString('base64')
const relayCommand = new URL('cli/main.js', import.meta.resolve('@faceid-h5/relay'))

export interface RelayOptions {
  sandboxUrl: string
  limits?: Readonly<Record<string, number>>
  redisUrl?: string
  /** Added to the configuration file. `origin` is the relay's own. */
  configuration?: (origin: string) => object
}

/** The relay as shipped: its command, a configuration file, secrets in the environment. */
export async function startRelay(options: RelayOptions): Promise<Server> {
  const { sandboxUrl, limits = {}, redisUrl, configuration } = options
  const port = await getPort()
  const folder = mkdtempSync(join(tmpdir(), 'faceid-h5-bench-'))
  const file = join(folder, 'relay.json')
  const member = {
    rules: { native: '1000004', overlay: '1000003' },
    startedBy: 'merchant',
    returnUrls: ['https://m.shop.example/'],
  }
  const publicUrl = `http://127.0.0.1:${port}`
  const whole = { publicUrl, limits, scenes: { member }, ...configuration?.(publicUrl) }
  writeFileSync(file, JSON.stringify(whole))
  try {
    const env = {
      RELAY_SECRET: relaySecret,
      MERCHANT_API_KEY: apiKey,
      FACEID_ENDPOINT: sandboxUrl,
      ...(redisUrl !== undefined && { REDIS_URL: redisUrl }),
    }
    return await startServer(relayCommand, port, env, ['--config', file])
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** A file of `src/servers`, which listens on PORT. */
export async function startRival(name: 'baseline' | 'copied', sandboxUrl: string): Promise<Server> {
  const port = await getPort()
  const file = new URL(`./servers/${name}-process.js`, import.meta.url)
  return startServer(file, port, { FACEID_ENDPOINT: sandboxUrl })
}

export type SandboxServer = Awaited<ReturnType<typeof startSandbox>>

/** The sandbox without its limit of requests, 30 ms away, controlled over HTTP. */
export async function startSandbox(videoBytes = 0) {
  const file = new URL('./servers/sandbox-process.js', import.meta.url)
  const child = track(fork(file, [String(videoBytes)], { execArgv: [] }))
  const [url]: string[] = await once(child, 'message')
  const control = (path: string, init?: RequestInit) => fetch(`${url}/sandbox/${path}`, init)
  const read = async (path: string) => Object(await (await control(path)).json())
  const tokens = async (): Promise<IssuedToken[]> => (await read('tokens')).tokens
  return {
    url: String(url),
    tokens,
    /** Calls of GetDetectInfoEnhanced since the last `forget`, at most the newest 10,000. */
    reads: async (): Promise<number> =>
      (await read('calls?action=GetDetectInfoEnhanced')).calls.length,
    forget: () => control('calls', { method: 'DELETE' }),
    /** Finishes one verification, or every unfinished one. */
    async finish(outcome: Outcome, chosen?: string): Promise<void> {
      const open = chosen ? [] : (await tokens()).filter(({ finished }) => !finished)
      for (const bizToken of chosen ? [chosen] : open.map(({ bizToken }) => bizToken)) {
        const headers = { 'content-type': 'application/json' }
        const body = JSON.stringify({ bizToken, outcome })
        const { status } = await control('finish', { method: 'POST', headers, body })
        if (status !== 204) throw new Error(`the sandbox did not finish: ${status}`)
      }
    },
  }
}

/** An empty Redis that writes nothing to disk. */
export async function startRedis(program: string): Promise<string> {
  const port = await getPort()
  const args = ['--port', `${port}`, '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no']
  const child = track(spawn(program, args, { stdio: ['ignore', 'pipe', 'inherit'] }))
  for await (const chunk of child.stdout) if (String(chunk).includes('Ready to accept')) break
  return `redis://127.0.0.1:${port}`
}

/** Milliseconds of processor time so far: all threads, user and kernel. */
export function cpuOf(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
  // The command in parentheses may hold spaces: count from behind it. USER_HZ is 100.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return (Number(fields[11]) + Number(fields[12])) * 10
}

/** Resident memory in bytes. */
export function residentOf(pid: number): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8')
  return Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1]) * 1_024
}
