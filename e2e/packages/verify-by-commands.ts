// Runs the two commands as a merchant's developer would, and one verification through them.
import { randomBytes } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'vitest'
import type { EmptyProject } from './empty-project.js'
import type { PackageManager } from './package-managers.js'

/** @returns what the relay has printed. @throws where the verification does not pass. */
export async function verifyByCommands(
  project: EmptyProject,
  { command }: PackageManager,
): Promise<string> {
  const sandbox = await project.start(
    command('sandbox', ['--port', '0']),
    /(http:\/\/127\.0\.0\.1:\d+)[\s\S]+SECRET_KEY=.+\n/,
  )
  try {
    const apiKey = randomBytes(32).toString('base64url')
    writeFileSync(join(project.folder, 'relay.json'), JSON.stringify(configuration))
    const relay = await project.start(
      command('relay', ['--config', 'relay.json']),
      /the relay listens at (http:[^"]+)/,
      {
        ...credentials(sandbox.output()),
        RELAY_SECRET: randomBytes(32).toString('base64'),
        MERCHANT_API_KEY: apiKey,
        FACEID_ENDPOINT: sandbox.found,
        PORT: '0',
      },
    )
    try {
      await verify(relay.found, apiKey, sandbox.found)
      return relay.output()
    } finally {
      await relay.stop()
    }
  } finally {
    await sandbox.stop()
  }
}

const configuration = {
  publicUrl: 'http://127.0.0.1/',
  scenes: { member: { rules: { overlay: '1000003' }, returnUrls: ['http://127.0.0.1/'] } },
}

/** As the sandbox prints them. */
function credentials(output: string): Record<string, string> {
  return Object.fromEntries(
    [...output.matchAll(/^(TENCENTCLOUD_\w+)=(.+)$/gm)].map(([, name, value]) => [name, value]),
  )
}

async function verify(relay: string, apiKey: string, sandbox: string): Promise<void> {
  const started = await post(`${relay}/v1/verifications`, start, `Bearer ${apiKey}`)
  expect(started.status).toBe(201)
  const { id, ticket } = await started.json()
  const read = async () => {
    const headers = { authorization: `Bearer ${ticket}` }
    return (await fetch(`${relay}/v1/verifications/${id}`, { headers })).json()
  }
  expect(await read()).toMatchObject({ status: 'pending', final: false })
  const { tokens } = await (await fetch(`${sandbox}/sandbox/tokens`)).json()
  const finished = await post(`${sandbox}/sandbox/finish`, { bizToken: tokens[0].bizToken })
  expect(finished.status).toBe(204)
  await expect
    .poll(read, { timeout: 30_000, interval: 500 })
    .toMatchObject({ status: 'passed', final: true, resultToken: expect.any(String) })
}

const start = {
  scene: 'member',
  reference: 'order-4711',
  modes: ['overlay'],
  returnUrl: 'http://127.0.0.1/',
}

function post(url: string, body: object, authorization?: string): Promise<Response> {
  const headers = { 'content-type': 'application/json', ...(authorization && { authorization }) }
  return fetch(url, { method: 'POST', headers, body: JSON.stringify(body) })
}
