// What a test in WebKit needs: a browser for the file; a sandbox, a relay, the demo shop and a page under the strictest
// policy for each test.
import { createHash } from 'node:crypto'
import { createDemo, type Demo } from '@faceid-h5/demo'
import { createApp } from '@faceid-h5/relay'
import {
  createSandbox,
  type IssuedToken,
  type Sandbox,
  sandboxCredential,
} from '@faceid-h5/sandbox'
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest'
import { freePort } from './free-port.js'
import { type StrictPage, strictPage } from './strict-page.js'
import type { Page } from './webdriver.js'
import { startWebKit, type WebKit } from './webkit.js'

export interface World {
  readonly sandbox: Sandbox
  readonly demo: Demo
  readonly strict: StrictPage
  open(userAgent: string): Promise<Page>
  /** The newest verification at the sandbox. */
  newest(): IssuedToken
}

export function world(): World {
  let webkit: WebKit
  let backEnds: Awaited<ReturnType<typeof startBackEnds>>
  beforeAll(async () => {
    webkit = await startWebKit()
  })
  beforeEach(async () => {
    backEnds = await startBackEnds()
  })
  afterEach(async () => {
    await webkit?.closePages()
    await backEnds?.close()
  })
  afterAll(() => webkit?.close())
  return {
    get sandbox() {
      return backEnds.sandbox
    },
    get demo() {
      return backEnds.demo
    },
    get strict() {
      return backEnds.strict
    },
    open: (userAgent) => webkit.open(userAgent),
    newest() {
      const token = backEnds.sandbox.tokens().at(-1)
      if (token === undefined) throw new Error('nothing was started')
      return token
    },
  }
}

async function startBackEnds() {
  const [relayPort, demoPort] = [await freePort(), await freePort()]
  const relayUrl = `http://127.0.0.1:${relayPort}`
  const sandbox = await createSandbox()
  const strict = await strictPage(relayUrl)
  const apiKey = 'end-to-end-in-webkit-api-key-0123456789'
  const relay = await createApp({
    configuration: configuration(relayUrl, [`http://127.0.0.1:${demoPort}`, strict.origin]),
    credentials: sandboxCredential,
    relaySecret: createHash('sha256').update('faceid-h5 in WebKit').digest('base64'),
    merchantApiKeys: [apiKey],
    endpoint: sandbox.url,
    logger: false,
  })
  await relay.listen({ host: '127.0.0.1', port: relayPort })
  const demo = await createDemo({ relayUrl, apiKey, port: demoPort, allowSandbox: true })
  return {
    sandbox,
    demo,
    strict,
    async close() {
      await demo.close()
      await relay.close()
      await strict.close()
      await sandbox.close()
    },
  }
}

function configuration(publicUrl: string, origins: string[]): object {
  const returnUrls = origins.map((origin) => `${origin}/`)
  const questions = [{ ask: '您是否同意？', answers: ['同意'] }]
  return {
    publicUrl,
    allowedOrigins: origins,
    scenes: {
      member: {
        rules: { native: '1000004', overlay: '1000003' },
        startedBy: 'browser',
        returnUrls,
      },
      loan: {
        rules: { native: '1000001', overlay: '1000002' },
        identity: 'supplied',
        returnUrls,
        intention: { mode: 'questions', questions },
      },
      auction: {
        rules: { overlay: '1000005' },
        startedBy: 'browser',
        outsideWeChat: true,
        handoff: true,
        returnUrls,
      },
    },
  }
}
