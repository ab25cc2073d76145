// Our relay as shipped: its command, a configuration file, secrets in the environment.
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Answer } from '../load/connection.js'
import { wire } from '../load/request.js'
import { type Contract, type Server, startServer } from './server.js'

export const apiKey = 'a-key-of-the-merchant-for-measurements'
/** Of this run; the same for all relays, so that one opens what the other sealed. */
const secret = randomBytes(32).toString('base64')
/** The entry of the package is `dist/index.js`; its command lies beside it. */
const command = new URL('cli/main.js', import.meta.resolve('@faceid-h5/relay'))

export interface RelayServerOptions {
  sandboxUrl: string
  limits?: Readonly<Record<string, number>>
  redisUrl?: string
  execArgv?: string[]
}

/** Of those who start and read as our protocol has it. */
export const relayContract: Contract = {
  start: wire({
    method: 'POST',
    path: '/v1/verifications',
    bearer: apiKey,
    body: {
      scene: 'member',
      reference: 'order-4711',
      modes: ['native', 'overlay'],
      returnUrl: 'https://m.shop.example/apply?step=2#/done',
      environment: { app: 'wechat', os: 'ios', device: 'phone' },
    },
  }),
  read: ({ id, ticket }) =>
    wire({ method: 'GET', path: `/v1/verifications/${id}`, bearer: String(ticket) }),
  pace,
}

export async function startRelay(options: RelayServerOptions): Promise<Server> {
  const { sandboxUrl, limits = {}, redisUrl, execArgv = [] } = options
  const folder = mkdtempSync(join(tmpdir(), 'faceid-h5-bench-'))
  const file = join(folder, 'relay.json')
  writeFileSync(file, JSON.stringify(configuration(limits)))
  try {
    return await startServer({
      ...relayContract,
      file: command,
      args: ['--config', file],
      environment: {
        RELAY_SECRET: secret,
        MERCHANT_API_KEY: apiKey,
        ...(redisUrl === undefined ? {} : { REDIS_URL: redisUrl }),
      },
      execArgv,
      sandboxUrl,
    })
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function configuration(limits: Readonly<Record<string, number>>) {
  return {
    publicUrl: 'http://127.0.0.1',
    limits,
    scenes: {
      member: {
        rules: { native: '1000004', overlay: '1000003' },
        startedBy: 'merchant',
        returnUrls: ['https://m.shop.example/'],
      },
    },
  }
}

/** As the widget does: at the pace of the answer, and after a refusal when it says so. */
function pace({ status, body }: Answer): number {
  const answer: unknown = JSON.parse(body)
  const asked =
    typeof answer === 'object' && answer !== null && 'nextPollAfterMs' in answer
      ? Number(answer.nextPollAfterMs)
      : 0
  return status === 200 && asked > 0 ? asked : 1_000
}
