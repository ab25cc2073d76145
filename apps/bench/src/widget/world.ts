// What a page needs around it: a sandbox and a relay, each in a process of its own, and a shop in front. 127.0.0.1 only.
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { sandboxCredential } from '@faceid-h5/sandbox'
import { type Child, startChild } from '../children.js'
import { openShop, type Shop } from './shop.js'

export interface World {
  shop: Shop
  sandboxUrl: string
  close(): Promise<void>
}

/** @param latencyMs before each answer of the sandbox's API. */
export async function openWorld(latencyMs: number): Promise<World> {
  const [sandboxPort, relayPort] = [await freePort(), await freePort()]
  const sandboxUrl = `http://127.0.0.1:${sandboxPort}`
  const folder = mkdtempSync(join(tmpdir(), 'faceid-h5-bench-'))
  const shop = await openShop(relayPort)
  const children: Child[] = []
  const close = async () => {
    for (const child of children.reverse()) await child.stop()
    await shop.close()
    rmSync(folder, { recursive: true, force: true })
  }
  try {
    const plan = ['--port', `${sandboxPort}`, '--latency', `${latencyMs}`]
    children.push(await startChild(packageFile('sandbox/dist/main.js'), plan, { stdio: quiet }))
    const file = join(folder, 'relay.json')
    writeFileSync(file, JSON.stringify(configuration(shop.url)))
    const env = relayEnvironment(relayPort, sandboxUrl)
    const relay = packageFile('relay/dist/cli/main.js')
    children.push(await startChild(relay, ['--config', file], { stdio: quiet, env }))
    await answering(`${shop.url}/faceid/healthz`)
    await answering(sandboxUrl)
    return { shop, sandboxUrl, close }
  } catch (error) {
    await close()
    throw error
  }
}

const quiet: ['ignore', 'ignore', 'inherit', 'ipc'] = ['ignore', 'ignore', 'inherit', 'ipc']

const packageFile = (path: string) => new URL(`../../../../packages/${path}`, import.meta.url)

function configuration(shopUrl: string): object {
  const scene = { startedBy: 'browser', returnUrls: [`${shopUrl}/`] }
  return {
    publicUrl: `${shopUrl}/faceid`,
    limits: { browserStartsPerMinute: 100_000 },
    scenes: {
      member: { ...scene, rules: { native: '1000004', overlay: '1000003' } },
      auction: { ...scene, rules: { overlay: '1000005' }, outsideWeChat: true },
    },
  }
}

function relayEnvironment(port: number, sandboxUrl: string): NodeJS.ProcessEnv {
  return {
    ...process.env,
    TENCENTCLOUD_SECRET_ID: sandboxCredential.secretId,
    TENCENTCLOUD_SECRET_KEY: sandboxCredential.secretKey,
    RELAY_SECRET: randomBytes(32).toString('base64'),
    MERCHANT_API_KEY: randomBytes(32).toString('base64'),
    FACEID_ENDPOINT: sandboxUrl,
    HOST: '127.0.0.1',
    PORT: `${port}`,
    LOG_LEVEL: 'warn',
  }
}

/** The addresses have to be known before anything listens on them. */
async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  if (typeof address !== 'object' || address === null) throw new Error('no port is free')
  return address.port
}

async function answering(url: string): Promise<void> {
  for (let tries = 0; tries < 200; tries++) {
    const answer = await fetch(url).catch(() => undefined)
    if (answer?.ok) return
    await sleep(50)
  }
  throw new Error(`${url} does not answer`)
}
