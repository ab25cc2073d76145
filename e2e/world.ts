// Everything a test needs: a sandbox, a relay and the demo shop on free ports, made anew for each test, and a witness
// that keeps every byte the browser received.
import { createHash } from 'node:crypto'
import { Writable } from 'node:stream'
import { createDemo, type Demo } from '@faceid-h5/demo'
import { createApp } from '@faceid-h5/relay'
import { createSandbox, type Sandbox, sandboxCredential } from '@faceid-h5/sandbox'
import { type BrowserContext, test as base, type Page } from '@playwright/test'
import { freePorts } from './free-ports.js'

export interface World {
  sandbox: Sandbox
  demo: Demo
  relayUrl: string
  /** What the relay logged, at its most talkative. */
  log: string[]
  secrets: { relaySecret: string; apiKey: string; staffPassword: string }
  /** Ends the relay and starts another one in its place; with another secret, where one is given. */
  restartRelay(relaySecret?: string): Promise<void>
  /** Milliseconds since 1970, for sandbox, relay and shop alike; browsers have clocks of their own. */
  now(): number
  /** Time passes for all three. */
  advance(milliseconds: number): void
}

export interface Witness {
  /** Address, headers and body of everything that came, and what the console said. */
  received: string[]
}

interface Fixtures {
  world: World
  witness: Witness
}

export const test = base.extend<Fixtures>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures out of the pattern
  world: async ({}, use) => {
    const world = await createWorld()
    await use(world)
    await world.close()
  },
  witness: async ({ context }, use) => {
    await use(watch(context))
  },
})
export { expect } from '@playwright/test'

async function createWorld(): Promise<World & { close(): Promise<void> }> {
  const [relayPort, demoPort] = await freePorts(2)
  const clock = { ahead: 0 }
  const now = () => Date.now() + clock.ahead
  const sandbox = await createSandbox({ now })
  const relayUrl = `http://127.0.0.1:${relayPort}`
  const demoUrl = `http://127.0.0.1:${demoPort}`
  const secrets = {
    relaySecret: randomText('relay'),
    apiKey: randomText('API key'),
    staffPassword: randomText('staff'),
  }
  const log: string[] = []
  const stream = new Writable({
    write(chunk, _encoding, done) {
      log.push(String(chunk))
      done()
    },
  })
  const startRelay = async (relaySecret: string) => {
    const app = await createApp({
      configuration: configuration(relayUrl, demoUrl),
      credentials: sandboxCredential,
      relaySecret,
      merchantApiKeys: [secrets.apiKey],
      endpoint: sandbox.url,
      now,
      logger: { level: 'debug', stream },
    })
    await app.listen({ host: '127.0.0.1', port: Number(relayPort) })
    return app
  }
  let relay = await startRelay(secrets.relaySecret)
  const demo = await createDemo({
    relayUrl,
    apiKey: secrets.apiKey,
    port: Number(demoPort),
    allowSandbox: true,
    staffPassword: secrets.staffPassword,
    now,
  })
  return {
    sandbox,
    demo,
    relayUrl,
    log,
    secrets,
    now,
    advance(milliseconds) {
      clock.ahead += milliseconds
    },
    async restartRelay(relaySecret = secrets.relaySecret) {
      await relay.close()
      relay = await startRelay(relaySecret)
    },
    async close() {
      await demo.close()
      await relay.close()
      await sandbox.close()
    },
  }
}

function configuration(publicUrl: string, demoUrl: string): object {
  return {
    publicUrl,
    allowedOrigins: [demoUrl],
    scenes: {
      member: {
        rules: { native: '1000004', overlay: '1000003' },
        startedBy: 'browser',
        returnUrls: [`${demoUrl}/`],
      },
      loan: {
        rules: { native: '1000001', overlay: '1000002' },
        identity: 'supplied',
        returnUrls: [`${demoUrl}/`],
        intention: {
          mode: 'questions' as const,
          questions: [{ ask: '您是否同意？', answers: ['同意'] }],
        },
      },
      auction: {
        rules: { overlay: '1000005' },
        startedBy: 'browser',
        outsideWeChat: true,
        handoff: true,
        returnUrls: [`${demoUrl}/`],
      },
    },
  }
}

function watch(context: BrowserContext): Witness {
  const received: string[] = []
  const follow = (page: Page) => page.on('console', (message) => received.push(message.text()))
  context.pages().forEach(follow)
  context.on('page', follow)
  context.on('response', async (response) => {
    const head = `${response.url()}\n${JSON.stringify(await response.allHeaders().catch(() => ({})))}`
    // A redirect has no body, and one of a page that was left may be gone.
    const body = await response.text().catch(() => '')
    received.push(`${head}\n${body}`)
  })
  return { received }
}

export function randomText(label: string): string {
  return createHash('sha256').update(`faceid-h5 end to end ${label}`).digest('base64')
}
