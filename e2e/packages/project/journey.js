// Everything that can be imported, and one verification through all of it: prints how it ended.
import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { createRelayClient, createResultVerifier, memoryConsume } from '@faceid-h5/merchant'
import * as protocol from '@faceid-h5/protocol'
import { createApp } from '@faceid-h5/relay'
import { createSandbox, sandboxCredential } from '@faceid-h5/sandbox'
import { detectEnvironment, modesFor } from '@faceid-h5/widget'
import * as element from '@faceid-h5/widget/element'
import * as react from '@faceid-h5/widget/react'
import * as vue from '@faceid-h5/widget/vue'

const { resolve } = createRequire(import.meta.url)
const tokens = JSON.parse(readFileSync(resolve('@faceid-h5/merchant/test-tokens.json'), 'utf8'))
const schema = JSON.parse(readFileSync(resolve('@faceid-h5/relay/config.schema.json'), 'utf8'))

const sandbox = await createSandbox()
const app = await createApp({
  configuration: {
    publicUrl: 'http://127.0.0.1/',
    scenes: { member: { rules: { overlay: '1000003' }, returnUrls: ['http://127.0.0.1/'] } },
  },
  credentials: sandboxCredential,
  relaySecret: randomBytes(32).toString('base64'),
  merchantApiKeys: ['an-api-key-for-this-test-only'],
  endpoint: sandbox.url,
})
const address = await app.listen({ host: '127.0.0.1', port: 0 })
const relay = createRelayClient({ relay: address, apiKey: 'an-api-key-for-this-test-only' })
const started = await relay.start({
  scene: 'member',
  reference: 'order-4711',
  modes: modesFor(detectEnvironment({ userAgent: weChatOnAndroid() })),
  returnUrl: 'http://127.0.0.1/',
})
sandbox.finish(sandbox.tokens().at(-1).bizToken)
const { status, resultToken } = await relay.read(started.id, started.ticket)
const own = {
  issuer: 'http://127.0.0.1',
  scene: 'member',
  jwks: `${address}/.well-known/jwks.json`,
}
const result = await verifier({ ...own, allowSandbox: true }).verify(resultToken, {
  reference: 'order-4711',
  accept: 'anyone',
})
await app.close()
await sandbox.close()

console.log(
  JSON.stringify({
    node: process.version,
    status,
    verified: result.status,
    published: await outcomesOf(tokens),
    elements: [element, react, vue].map((module) => Object.keys(module).join()),
    types: Object.keys(protocol),
    schema: schema.type,
    script: resolve('@faceid-h5/widget/faceid-h5.js').endsWith('faceid-h5.js'),
    style: readFileSync(resolve('@faceid-h5/widget/faceid-h5.css'), 'utf8').includes('--faceid'),
  }),
)

/** How many of the published tokens came out otherwise than the file says. */
async function outcomesOf({ issuer, scene, jwks, now, tokens }) {
  const { verify } = verifier({ issuer, scene, jwks, now: () => now * 1_000 })
  const outcomes = await Promise.all(
    tokens.map(async ({ token, reference, accept, words, outcome }) => {
      const expected = { reference, accept, ...(words && { intention: words }) }
      const came = await verify(token, expected).then(
        ({ status }) => status,
        ({ code }) => code,
      )
      return came === outcome
    }),
  )
  return {
    asExpected: outcomes.filter(Boolean).length,
    otherwise: outcomes.filter((as) => !as).length,
  }
}

function verifier(options) {
  return createResultVerifier({ ...options, consume: memoryConsume() })
}

function weChatOnAndroid() {
  return 'Mozilla/5.0 (Linux; Android 14; Phone) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/116.0.0.0 Mobile Safari/537.36 MicroMessenger/8.0.49'
}
