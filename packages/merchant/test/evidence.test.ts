import { randomBytes } from 'node:crypto'
import { EventEmitter, once } from 'node:events'
import type { ServerResponse } from 'node:http'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import type { EvidenceMediaName, EvidencePart } from '@faceid-h5/protocol'
import { describe, expect, expectTypeOf, test } from 'vitest'
import {
  createRelayClient,
  isEvidenceMediaName,
  isRelayError,
  type RelayClient,
  type RelayClientOptions,
} from '../src/index.js'
import { answerJson, failure, problem, serve } from './server.js'

const handle = 'AQIDBAUG_sealed-handle'
const text = { name: '张三', attempts: [] }
const intention = { recognised: ['同意'], videos: [], frames: [], audios: [] }

type Answer = (response: ServerResponse, request: number) => void

/** A relay that answers everything in one way. */
async function relayThat(answer: Answer, options: Partial<RelayClientOptions> = {}) {
  const requests: { line: string; bearer: string | undefined }[] = []
  const { url } = await serve((request, response) => {
    const bearer = request.headers.authorization
    requests.push({ line: `${request.method} ${request.url}`, bearer })
    answer(response, requests.length)
  })
  const client = createRelayClient({
    relay: `${url}/faceid`,
    apiKey: 'key-1',
    ...options,
  })
  return { client, requests }
}

const json =
  (content: unknown, status = 200): Answer =>
  (response) =>
    answerJson(response, status, content)
const media =
  (bytes: Buffer, type = 'video/mp4'): Answer =>
  (response) =>
    void response.writeHead(200, { 'content-type': type }).end(bytes)

setFlagsFromString('--expose-gc')
const collectGarbage: () => void = runInNewContext('gc')

describe('evidence', () => {
  test('is the text unless more is asked for, and needs the API key', async () => {
    const evidence = { scene: 'loan', mode: 'native', text }
    const { client, requests } = await relayThat(json(evidence))
    expect(await client.evidence(handle)).toEqual(evidence)
    expect(requests).toEqual([
      { line: `GET /faceid/v1/evidence/${handle}`, bearer: 'Bearer key-1' },
    ])
  })

  test('has the parts that are asked for', async () => {
    const { client, requests } = await relayThat(
      json({ scene: 'loan', mode: 'native', text, intention }),
    )
    const evidence = await client.evidence(handle, { include: ['text', 'intention'] })
    expect([evidence.text.name, evidence.intention.recognised]).toEqual(['张三', ['同意']])
    expect(requests).toMatchObject([
      { line: `GET /faceid/v1/evidence/${handle}?include=text,intention` },
    ])
  })

  test('that lacks a part asked for is no evidence', async () => {
    const { client } = await relayThat(json({ scene: 'loan', mode: 'native', text }))
    const error = await failure(client.evidence(handle, { include: ['text', 'video'] }))
    expect(error).toMatchObject({ code: 'provider_unavailable', retryable: false })
  })

  test.each([
    [404, 'not_found'],
    [401, 'unauthorized'],
  ])('that is refused is refused once, with its problem (%i %s)', async (status, code) => {
    const { client, requests } = await relayThat(json(problem(status, code, false), status))
    expect(await failure(client.evidence(handle))).toMatchObject({ code })
    expect(await failure(client.evidenceMedia(handle, 'video'))).toMatchObject({ code })
    expect(requests).toHaveLength(2)
  })

  test('that does not come is given up', async () => {
    const { client } = await relayThat(() => undefined, { evidenceDeadlineMs: 20, retries: 0 })
    expect(await failure(client.evidence(handle))).toMatchObject({ problem: { status: 504 } })
    expect(await failure(client.evidenceMedia(handle, 'video'))).toMatchObject({
      problem: { status: 504 },
    })
  })

  // What untyped JavaScript may hand in.
  test.each<[string, (client: RelayClient) => Promise<unknown>]>([
    ['handle', (client) => client.evidence('../verifications')],
    ['handle', (client) => client.evidence('')],
    ['handle', (client) => client.evidenceMedia(`${handle}?x`, 'video')],
    ['include', (client) => client.evidence(handle, { include: [] })],
    ['include', (client) => client.evidence(handle, { include: ['all' as EvidencePart] })],
    ['name', (client) => client.evidenceMedia(handle, '..' as EvidenceMediaName)],
    ['name', (client) => client.evidenceMedia(handle, 'constructor' as EvidenceMediaName)],
  ])('is asked for at no other address: a wrong %s is a mistake', async (name, ask) => {
    const { client, requests } = await relayThat(json({}))
    const error = await failure(ask(client))
    expect(error).toBeInstanceOf(TypeError)
    expect(String(error)).toContain(`\`${name}\``)
    expect(requests).toEqual([])
  })

  test('is typed by what was asked for', () => {
    const ask = (client: RelayClient) =>
      client.evidence(handle, { include: ['video', 'intention'] }).then((found) => found)
    type Found = Awaited<ReturnType<typeof ask>>
    expectTypeOf<keyof Found>().toEqualTypeOf<'scene' | 'mode' | 'video' | 'intention'>()
    const usual = (client: RelayClient) => client.evidence(handle)
    expectTypeOf<keyof Awaited<ReturnType<typeof usual>>>().toEqualTypeOf<
      'scene' | 'mode' | 'text'
    >()
  })
})

describe('a recording', () => {
  const recording = randomBytes(300_000)

  test('arrives byte for byte, with its type', async () => {
    const { client, requests } = await relayThat(media(recording))
    const { mediaType, stream } = await client.evidenceMedia(handle, 'video')
    expect(mediaType).toBe('video/mp4')
    expect(Buffer.concat(await stream.toArray()).equals(recording)).toBe(true)
    expect(requests).toEqual([
      { line: `GET /faceid/v1/evidence/${handle}/video`, bearer: 'Bearer key-1' },
    ])
  })

  test('that breaks off ends its stream with an error, not with half a file', async () => {
    const { client } = await relayThat((response) => {
      response.writeHead(200, { 'content-type': 'video/mp4', 'content-length': 1000 })
      response.write(Buffer.alloc(10), () => response.destroy())
    })
    const { stream } = await client.evidenceMedia(handle, 'video')
    const error = await failure(stream.toArray())
    expect(isRelayError(error) && error.problem).toMatchObject({ status: 502, retryable: true })
  })

  test('that stops on its way is given up in time', async () => {
    const { client } = await relayThat(
      (response) => {
        response.writeHead(200, { 'content-type': 'video/mp4' })
        response.write(Buffer.alloc(10))
      },
      { evidenceDeadlineMs: 100 },
    )
    const { stream } = await client.evidenceMedia(handle, 'video')
    const whole = stream.toArray()
    // fetch forgets its signal if it is collected.
    const collecting = setInterval(collectGarbage, 10)
    expect(await failure(whole)).toMatchObject({ problem: { status: 504 } })
    clearInterval(collecting)
  })

  test.each([
    ['before its first byte', false],
    ['in its middle', true],
  ])('that nobody wants any more is not fetched on (%s)', async (_, begun) => {
    const relay = new EventEmitter()
    const hungUp = once(relay, 'close')
    const { client } = await relayThat((response) => {
      response.once('close', () => relay.emit('close'))
      response.writeHead(200, { 'content-type': 'video/mp4' })
      response.write(Buffer.alloc(10))
    })
    const { stream } = await client.evidenceMedia(handle, 'video')
    if (begun) await stream[Symbol.asyncIterator]().next()
    stream.destroy()
    await hungUp
  })

  test('that is no recording is not handed on', async () => {
    const { client } = await relayThat(media(Buffer.from('<script>'), 'text/html; charset=utf-8'))
    expect(await failure(client.evidenceMedia(handle, 'video'))).toMatchObject({
      code: 'provider_unavailable',
    })
  })

  test.each([
    ['video', true],
    ['id-card-front', true],
    ['text', false],
    ['__proto__', false],
    [undefined, false],
  ])('may be called %s: %s', (name, known) => {
    expect(isEvidenceMediaName(name)).toBe(known)
  })
})
