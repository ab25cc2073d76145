import { sampleClaims } from '../../../packages/merchant/test/sample-claims.js'
import { answerJson, problem, serve } from '../../../packages/merchant/test/server.js'
import { createSigner } from '../../../packages/merchant/test/signer.js'

const signer = createSigner('test')

export type Relay = Awaited<ReturnType<typeof serveRelay>>

export interface Answer {
  status: number
  body: unknown
}

/** As much of a relay as a merchant's back end sees: its keys, its starts, its tokens. */
export async function serveRelay() {
  const relay = {
    starts: [] as { bearer: string | undefined; body: Record<string, unknown> }[],
    asked: [] as { line: string; bearer: string | undefined }[],
    /** How it answers a `GET`: what its address begins with → status and body. */
    gets: {} as Record<string, Answer>,
    /** How it answers the next starts. */
    answer: { status: 201, body: {} } as Answer,
  }
  const { url } = await serve((request, response, received) => {
    const line = String(request.url)
    const bearer = request.headers.authorization
    if (line === '/.well-known/jwks.json') {
      return answerJson(response, 200, { keys: [signer.publicKey] })
    }
    if (request.method === 'POST') {
      relay.starts.push({ bearer, body: JSON.parse(received) })
      return answerJson(response, relay.answer.status, relay.answer.body)
    }
    relay.asked.push({ line, bearer })
    const [, answer = { status: 404, body: problem(404, 'not_found', false) }] =
      Object.entries(relay.gets).find(([start]) => line.startsWith(start)) ?? []
    const { status, body } = answer
    if (!Buffer.isBuffer(body)) return answerJson(response, status, body)
    response.writeHead(status, { 'content-type': 'image/jpeg' }).end(body)
  })
  const now = Math.floor(Date.now() / 1000)
  const passed = {
    ...sampleClaims,
    iss: url,
    aud: 'member',
    jti: 'verification-1',
    iat: now,
    exp: now + 600,
    use_until: now + 3600,
    started_by: 'browser',
    identity: 'captured',
    intention: undefined,
    sandbox: true,
  }
  return Object.assign(relay, {
    url,
    /** A token as the real one would sign it for this reference; passed and of a sandbox unless told otherwise. */
    token: (reference: string, claims: Record<string, unknown> = {}) =>
      signer.token({ ...passed, sub: reference, ...claims }),
  })
}
