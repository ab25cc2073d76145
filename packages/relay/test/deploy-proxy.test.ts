import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import type { RequestOptions } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createSandbox, type Sandbox } from '@faceid-h5/sandbox'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { freePort } from '../../../.config/free-port.js'
import { person } from './relay-under-test.js'
import { ask, environmentFor, type RunningRelay, runRelay } from './running-relay.js'
import { apiKey } from './secrets.js'
import { startWebServer, type WebServer, type WebServerName } from './web-servers.js'

const page = 'https://m.shop.example/member/done?step=2#/orders/4711'

// Both come as Debian packages; elsewhere the relay is what it is without them.
describe.runIf(process.platform === 'linux').each<WebServerName>(['nginx', 'Caddy'])(
  'the relay behind %s, with the files of deploy/',
  (name) => {
    const folder = mkdtempSync(join(tmpdir(), 'faceid-proxy-'))
    let sandbox: Sandbox
    let relay: RunningRelay
    let server: WebServer
    /** What no log may hold. */
    const canaries: string[] = [apiKey, person.idCard, 'order-4711', 'canary']

    beforeAll(async () => {
      sandbox = await createSandbox()
      const port = await freePort()
      const relayPort = await freePort()
      const scene = { rules: { native: '1000004' }, returnUrls: ['https://m.shop.example/'] }
      const configuration = {
        publicUrl: `http://127.0.0.1:${port}/faceid`,
        allowedOrigins: ['https://m.shop.example'],
        limits: { browserStartsPerMinute: 2 },
        scenes: {
          member: { ...scene, startedBy: 'browser' },
          loan: { ...scene, identity: 'supplied' },
        },
      }
      const config = join(folder, 'relay.json')
      writeFileSync(config, JSON.stringify(configuration))
      relay = await runRelay(['--config', config], {
        ...environmentFor(sandbox),
        PORT: String(relayPort),
        TRUST_PROXY: '127.0.0.1',
      })
      server = await startWebServer(name, port, relayPort)
    })
    afterAll(async () => {
      await server.stop()
      await relay.stop()
      await sandbox.close()
      rmSync(folder, { recursive: true })
    })

    // A request with an API key comes from a back end, which sends no Origin.
    const start = (more: RequestOptions = {}, body = {}) =>
      ask(`${server.url}/faceid/v1/verifications`, {
        headers: { origin: 'https://m.shop.example' },
        ...more,
        body: {
          scene: 'member',
          reference: 'order-4711',
          modes: ['native'],
          returnUrl: page,
          ...body,
        },
      })

    it('goes from the start over the return to a signed result', async () => {
      const started = await start({ localAddress: '127.0.0.9' })
      expect(started.status).toBe(201)
      const { id, ticket } = JSON.parse(started.text)
      const issued = sandbox.tokens().find(({ request }) => request.Extra === id)
      const { bizToken = '', request: sent } = issued ?? {}
      canaries.push(ticket, bizToken, String(sent?.RedirectUrl).split('/').at(-1) ?? '')
      sandbox.finish(bizToken)
      const back = await ask(`${sent?.RedirectUrl}?BizToken=${bizToken}&Extra=${id}`, {
        headers: { referer: `https://faceid.qq.com/?BizToken=${bizToken}` },
      })
      expect([back.status, back.headers.location]).toEqual([303, page])
      const read = await ask(`${server.url}/faceid/v1/verifications/${id}?canary`, {
        headers: { authorization: `Bearer ${ticket}` },
      })
      const { status, final, resultToken } = JSON.parse(read.text)
      expect([status, final]).toEqual(['passed', true])
      canaries.push(resultToken)
      const keys = await ask(`${server.url}/faceid/.well-known/jwks.json`)
      expect(JSON.parse(keys.text).keys).toHaveLength(1)
    })

    it('counts each client by itself, whatever it writes into X-Forwarded-For', async () => {
      const statuses: number[] = []
      for (const client of [2, 2, 2, 3, 2]) {
        const claimed = `10.0.0.${statuses.length}`
        const headers = {
          origin: 'https://m.shop.example',
          'x-forwarded-for': claimed,
          forwarded: `for=${claimed}`,
          'x-real-ip': claimed,
        }
        statuses.push((await start({ localAddress: `127.0.0.${client}`, headers })).status)
      }
      expect(statuses).toEqual([201, 201, 429, 201, 429])
    })

    it('lets a photo of 3 MB through, without a temporary file, and nothing much larger', async () => {
      const photo = Buffer.alloc((3 * 1024 * 1024 * 3) / 4, 'photo')
      photo.set([0xff, 0xd8, 0xff])
      const headers = { authorization: `Bearer ${apiKey}` }
      const image = photo.toString('base64')
      // Refused by the relay after it has read all of it, so that no deadline of Tencent's counts.
      const body = { scene: 'unknown', identity: person, image }
      expect((await start({ headers }, body)).text).toContain('scene_unknown')
      const large = { ...body, image: image.repeat(2) }
      // A server that refuses may hang up before the whole of it is sent, which Caddy calls 502.
      const refused = await start({ headers }, large).catch(() => ({ status: 413 }))
      expect([413, 502]).toContain(refused.status)
      expect(server.written()).not.toMatch(/temporary file/)
    })

    it.each([
      ['/faceid/healthz', 200],
      ['/faceid/faceid-h5.js', 200],
      ['/faceid/readyz', 404],
      ['/faceid/readyz?x', 404],
      ['/faceid/metrics', 404],
      ['/faceid/%72eadyz', 404],
    ])('%s answers %i', async (path, status) => {
      expect((await ask(server.url + path)).status).toBe(status)
    })

    it('logs what happened, and of nobody', async () => {
      const elsewhere = { host: 'canary.example', authorization: 'Bearer canary' }
      await ask(`${server.url}/faceid/v1/return/canary?BizToken=canary`, { headers: elsewhere })
      // Now the relay is away: web servers tell of that with the whole request.
      await relay.stop()
      const away = await ask(`${server.url}/faceid/v1/return/canary?BizToken=canary`)
      expect(away.status).toBe(502)
      await expect.poll(() => server.written()).toMatch(/502/)
      const written = server.written()
      expect(written).toContain('/faceid/v1/return/...')
      expect(written).toContain('127.0.0.9')
      expect(written).toMatch(/303/)
      for (const secret of canaries) expect(written).not.toContain(secret)
      for (const secret of canaries) expect(relay.output()).not.toContain(secret)
      expect(written).not.toContain('BizToken')
      expect(canaries).toHaveLength(8)
    })
  },
)
