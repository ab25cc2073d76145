// A merchant's back end with a relay in its own Fastify: run, and compiled under `nodenext` and `bundler`.
import { randomBytes } from 'node:crypto'
import {
  type Consume,
  createResultVerifier,
  type Intention,
  type PassedResult,
} from '@faceid-h5/merchant'
import tokens from '@faceid-h5/merchant/test-tokens.json' with { type: 'json' }
import type { ProblemCode, ReasonCode, ResultClaims } from '@faceid-h5/protocol'
import { ConfigurationError, type ConfigurationFile, faceidRelay } from '@faceid-h5/relay'
import schema from '@faceid-h5/relay/config.schema.json' with { type: 'json' }
import { createSandbox, type Outcome, type Sandbox, sandboxCredential } from '@faceid-h5/sandbox'
import Fastify, { LogController } from 'fastify'

const sandbox: Sandbox = await createSandbox()
const configuration: ConfigurationFile = {
  publicUrl: 'http://127.0.0.1/',
  scenes: { member: { rules: { overlay: '1000003' }, returnUrls: ['http://127.0.0.1/'] } },
}
const app = Fastify({
  logController: new LogController({ disableRequestLogging: true }),
  routerOptions: { maxParamLength: 1024 },
})
await app.register(faceidRelay, {
  configuration,
  credentials: sandboxCredential,
  relaySecret: randomBytes(32).toString('base64'),
  merchantApiKeys: [randomBytes(32).toString('base64')],
  endpoint: sandbox.url,
})
const ready = await app.inject('/readyz')
const scene = await app.inject('/v1/scenes/member')
await app.close()
await sandbox.close()

const consume: Consume = async (id, reference, until: Date) => id !== reference && until !== null
const { verify } = createResultVerifier({ issuer: tokens.issuer, scene: tokens.scene, consume })
const words: Intention = { mode: 'reading', text: '我同意' }
const failed: Outcome = { face: 2016 }
// @ts-expect-error a reference is required
const wrong = (): Promise<PassedResult> => verify('token', { intention: words })
// @ts-expect-error the declarations are there: an unknown code is no code
const code: ProblemCode = 'unheard_of'
const claims: Pick<ResultClaims, 'sub'> = { sub: 'order-4711' }
const reason: ReasonCode | undefined = undefined

const known = [schema.type, ConfigurationError.name, typeof wrong, code, claims.sub, failed.face]
console.log(
  JSON.stringify({ ready: ready.statusCode, scene: scene.json(), known: known.length, reason }),
)
