import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { connect } from 'node:net'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { relayOfFile } from './relay-under-test.js'
import { secretA, secretB } from './secrets.js'

const relay = relayOfFile()

const get = (url: string, headers: Record<string, string> = {}) =>
  relay.app.inject({ url: `/faceid${url}`, headers })

describe('the widget’s files', () => {
  const built = (name: string) =>
    readFileSync(createRequire(import.meta.url).resolve(`@faceid-h5/widget/${name}`))

  it.each(['faceid-h5.js', 'faceid-h5.css'])(
    '%s is served as built, in every encoding, for pages of other origins',
    async (name) => {
      for (const [accept, decode] of [
        ['gzip, deflate, br', brotliDecompressSync],
        ['gzip;q=1.0, br;q=0', gunzipSync],
        ['identity', (body: Buffer) => body],
      ] as const) {
        const encoding = { 'accept-encoding': accept }
        const { headers, rawPayload, statusCode } = await get(`/${name}`, encoding)
        expect(statusCode).toBe(200)
        expect(decode(rawPayload)).toEqual(built(name))
        expect(headers['cross-origin-resource-policy']).toBe('cross-origin')
        expect(headers['access-control-allow-origin']).toBe('*')
        expect(headers['x-content-type-options']).toBe('nosniff')
        expect(headers['set-cookie']).toBeUndefined()
        const again = await get(`/${name}`, { ...encoding, 'if-none-match': String(headers.etag) })
        expect(again.statusCode).toBe(304)
      }
    },
  )
})

describe('a scene', () => {
  it('tells a page what it can’t see itself, and no more', async () => {
    const shared = { modes: ['overlay'], outsideWeChat: true, handoff: true, consent: true }
    expect((await get('/v1/scenes/shared')).json()).toEqual(shared)
    const no = { outsideWeChat: false, handoff: false, consent: false }
    expect((await get('/v1/scenes/member')).json()).toEqual({ modes: ['native', 'overlay'], ...no })
    expect((await get('/v1/scenes/nothing')).json()).toMatchObject({ code: 'scene_unknown' })
  })
})

describe('what every answer says', () => {
  it('is nothing about the rest of the merchant’s host', async () => {
    const { headers } = await get('/healthz')
    expect(headers['strict-transport-security']).toBeUndefined()
    expect(headers['content-security-policy']).toContain("default-src 'none'")
    expect(headers['x-content-type-options']).toBe('nosniff')
  })

  it('is not waited for by connections that never asked: the relay still ends', async () => {
    const { app, socket } = await connected()
    await new Promise((resolve) => socket.once('connect', resolve))
    const ended = new Promise((resolve) => socket.once('close', resolve))
    await app.close()
    await ended
  })

  it('is a problem document even to a request that can’t be read, and repeats nothing of it', async () => {
    const { socket } = await connected()
    socket.write('GE\u0001T /canary HTTP/1.1\r\n\r\n')
    let answer = ''
    for await (const chunk of socket) answer += chunk
    expect(answer).toContain('application/problem+json')
    expect(answer).toContain('"code":"invalid_request"')
    expect(answer).not.toContain('canary')
  })

  async function connected() {
    const app = await relay.another()
    const { port } = new URL(await app.listen({ host: '127.0.0.1', port: 0 }))
    return { app, socket: connect(Number(port), '127.0.0.1') }
  }
})

describe('operation', () => {
  it('the JWKS lists every key’s public half and nothing private', async () => {
    const app = await relay.another({ relaySecret: `${secretA},${secretB}` })
    const response = await app.inject({ url: '/faceid/.well-known/jwks.json' })
    expect(response.json().keys).toHaveLength(2)
    expect(response.body).not.toMatch(/"d"/)
  })

  it('a preflight is answered for every origin, for two hours', async () => {
    const response = await relay.app.inject({
      method: 'OPTIONS',
      url: '/faceid/v1/verifications',
      headers: { origin: 'https://anyone.example', 'access-control-request-method': 'POST' },
    })
    expect(response.statusCode).toBe(204)
    expect(response.headers['access-control-allow-origin']).toBe('*')
    expect(response.headers['access-control-max-age']).toBe('7200')
    expect(response.headers['access-control-allow-credentials']).toBeUndefined()
  })
})
