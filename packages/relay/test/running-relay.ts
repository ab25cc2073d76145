// The built command as a process of its own.
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { type IncomingMessage, type RequestOptions, request, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { sandboxCredential } from '@faceid-h5/sandbox'
import { apiKey, secretA } from './secrets.js'

export type Running = ReturnType<typeof watch>
export type RunningRelay = Awaited<ReturnType<typeof runRelay>>

export const main = fileURLToPath(new URL('../dist/cli/main.js', import.meta.url))

function start(args: string[], env: NodeJS.ProcessEnv) {
  const options = { env: { PATH: process.env.PATH, ...env } }
  return watch(spawn(process.execPath, [main, ...args], options))
}

/** @throws with its output if it ends before it listens. */
export async function runRelay(args: string[], env: NodeJS.ProcessEnv) {
  const running = start(args, env)
  return { ...running, url: await running.says(/the relay listens at (http:[^"]+)/) }
}

/** Runs a command to its end. */
export async function runCommand(args: string[], env: NodeJS.ProcessEnv) {
  const running = start(args, env)
  return { code: await running.ended, output: running.output() }
}

export function watch(child: ChildProcess) {
  let output = ''
  const waiting = new Set<() => void>()
  const collect = (chunk: Buffer) => {
    output += chunk
    for (const look of waiting) look()
  }
  child.stdout?.on('data', collect)
  child.stderr?.on('data', collect)
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve))
  return {
    ended,
    output: () => output,
    /** Resolves with the first match of what it writes; rejects if it ends before. */
    says: (pattern: RegExp) =>
      new Promise<string>((resolve, reject) => {
        const look = () => {
          const found = pattern.exec(output)
          if (found !== null) resolve(found[1] ?? found[0])
        }
        waiting.add(look)
        look()
        void ended.then((code) => reject(new Error(`it ended with ${code}:\n${output}`)))
      }),
    /** SIGTERM. @returns the exit code. */
    async stop() {
      child.kill('SIGTERM')
      return ended
    },
  }
}

/** The environment of a relay over a sandbox. */
export const environmentFor = (sandbox: { url: string }) => ({
  TENCENTCLOUD_SECRET_ID: sandboxCredential.secretId,
  TENCENTCLOUD_SECRET_KEY: sandboxCredential.secretKey,
  RELAY_SECRET: secretA,
  MERCHANT_API_KEY: apiKey,
  FACEID_ENDPOINT: sandbox.url,
  PORT: '0',
})

/** @returns the address at which the server listens from now on. */
export async function listen(server: Server): Promise<string> {
  await once(server.listen(0, '127.0.0.1'), 'listening')
  // Safe: it listens at a port.
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

/** One connection a request, unless there is an agent; a path is sent as it stands. */
export async function ask(
  url: string,
  { body, ...options }: RequestOptions & { body?: object | undefined } = {},
) {
  const json = { 'content-type': 'application/json' }
  const sent = request(url, {
    method: body === undefined ? 'GET' : 'POST',
    agent: false,
    ...options,
    headers: { ...(body && json), ...Object(options.headers) },
  })
  // A server that refuses a body may answer and then reset the connection.
  sent.on('error', () => {}).end(body && JSON.stringify(body))
  const [answer]: IncomingMessage[] = await once(sent, 'response')
  if (answer === undefined) throw new Error('no answer')
  return { status: answer.statusCode ?? 0, headers: answer.headers, text: await text(answer) }
}
