import type { Evidence } from '@faceid-h5/protocol'
import { beforeAll, describe, expect, it } from 'vitest'
import {
  backEnd,
  claimsOf,
  configuration,
  person,
  postStart,
  type RelayUnderTest,
  relayOfFile,
} from './relay-under-test.js'
import { apiKey, otherApiKey, secretB } from './secrets.js'

const relay = relayOfFile()
let handle: string
let readingHandle: string
let plainHandle: string
let failedHandle: string

beforeAll(async () => {
  const handleOf = async (started: Parameters<RelayUnderTest['read']>[0]) =>
    claimsOf((await relay.read(started)).resultToken).evidence
  const questions = await relay.startLoan()
  relay.finish(questions)
  handle = await handleOf(questions)
  const reading = await relay.startLoan({ scene: 'reading', modes: ['overlay'] })
  relay.finish(reading)
  readingHandle = await handleOf(reading)
  const failed = await relay.startMember()
  relay.finish(failed, { face: 2016, similarity: '41.50' })
  const plain = await relay.startMember()
  relay.finish(plain)
  plainHandle = await handleOf(plain)
  relay.clock.now += 136 * 60_000
  failedHandle = await handleOf(failed)
})

const get = (path: string, headers: Record<string, string> = backEnd, app = relay.app) =>
  app.inject({ url: `/faceid/v1/evidence/${path}`, headers })

describe('evidence', () => {
  it('is the text alone unless more is asked for', async () => {
    relay.sandbox.forgetCalls()
    const response = await get(handle)
    expect(response.statusCode).toBe(200)
    expect(response.headers['cache-control']).toBe('no-store')
    const { text, ...rest } = response.json<Evidence>()
    expect(rest).toEqual({ scene: 'loan', mode: 'native' })
    expect(text).toMatchObject({
      code: 0,
      name: person.name,
      idCard: person.idCard,
      similarity: expect.any(Number),
      attempts: [{ at: expect.any(Number), code: 0, billed: true }],
    })
    expect(relay.infoTypes()).toEqual(['1'])
  })

  it('is read part by part, each by a call of its own', async () => {
    relay.sandbox.forgetCalls()
    const response = await get(`${handle}?include=intention,video,frames,idCard,text`)
    const evidence = response.json<Evidence>()
    expect(relay.infoTypes()).toEqual(['1', '2', '3', '4', '6'])
    const fields = 'frames idCard intention mode scene text video'
    expect(Object.keys(evidence).sort()).toEqual(fields.split(' '))
    expect(evidence.frames?.best?.mediaType).toBe('image/jpeg')
    expect(evidence.frames?.others).toHaveLength(3)
    expect(evidence.video?.liveness?.mediaType).toBe('video/mp4')
    expect(evidence.intention).toMatchObject({ mode: 'questions', code: 0, recognised: ['同意'] })
    expect(evidence.intention?.audios[0]?.mediaType).toBe('audio/wav')
  })

  it('of a reading is in the part of readings', async () => {
    relay.sandbox.forgetCalls()
    const evidence = (await get(`${readingHandle}?include=intention`)).json<Evidence>()
    expect(relay.infoTypes()).toEqual(['5'])
    const recognised = ['我已阅读并同意合同']
    expect(evidence.intention).toMatchObject({ mode: 'reading', recognised })
  })

  it('of a verification without intention has none', async () => {
    const evidence = (await get(`${plainHandle}?include=intention`)).json<Evidence>()
    expect(evidence.intention).toEqual({ recognised: [], videos: [], frames: [], audios: [] })
  })

  it('of a failed verification says why, attempt by attempt', async () => {
    const { text } = (await get(failedHandle)).json<Evidence>()
    const attempt = { code: 2016, similarity: 41.5 }
    expect(text).toMatchObject({ ...attempt, attempts: [attempt] })
  })

  it.each([
    ['video', 'video/mp4', '00000'],
    ['best-frame', 'image/jpeg', 'ffd8ff'],
    ['id-card-front', 'image/jpeg', 'ffd8ff'],
    ['id-card-back', 'image/jpeg', 'ffd8ff'],
    ['intention-video', 'video/mp4', '00000'],
    ['intention-frame', 'image/jpeg', 'ffd8ff'],
    ['intention-audio', 'audio/wav', '52494646'],
  ])('%s is answered decoded, as an attachment', async (name, type, start) => {
    const response = await get(`${handle}/${name}`)
    expect(response.statusCode).toBe(200)
    const attachment = new RegExp(`^attachment; filename="${name}\\.[a-z0-9]+"$`)
    expect(response.headers).toMatchObject({
      'content-type': type,
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'content-disposition': expect.stringMatching(attachment),
    })
    expect(response.rawPayload.toString('hex').startsWith(start)).toBe(true)
  })
})

describe('evidence is refused', () => {
  it('without the API key, with a wrong one, and with the ticket', async () => {
    const started = await relay.startMember()
    for (const authorization of ['', `Bearer ${apiKey}x`, `Bearer ${started.ticket}`]) {
      for (const path of [handle, `${handle}/video`]) {
        const response = await get(path, { authorization })
        expect(response.json()).toMatchObject({ status: 401, code: 'unauthorized' })
      }
    }
  })

  it('to a hundred wrong API keys, which lock nobody out', async () => {
    const wrong = { authorization: 'Bearer wrong-wrong-wrong-wrong-1' }
    for (let guess = 0; guess < 100; guess += 1)
      expect((await get(handle, wrong)).statusCode).toBe(401)
    expect((await get(handle, backEnd)).statusCode).toBe(200)
  })

  it('for what is no handle: a ticket, a forged one, one of another relay', async () => {
    const started = await relay.startMember()
    const stranger = await relay.another({ relaySecret: secretB })
    const forged = `${handle.slice(0, -2)}AA`
    for (const path of [started.ticket, forged, 'x', `${handle}/nothing`, `${handle}/constructor`])
      expect((await get(path)).json()).toMatchObject({ status: 404, code: 'not_found' })
    const foreign = await get(handle, backEnd, stranger)
    expect(foreign.json()).toMatchObject({ code: 'not_found' })
  })

  it('for a handle of the sandbox at Tencent, without a call', async () => {
    const calls = relay.sandbox.calls('GetDetectInfoEnhanced').length
    const real = await relay.another({ endpoint: '' })
    expect((await get(handle, backEnd, real)).json()).toMatchObject({
      status: 404,
      code: 'not_found',
    })
    expect(relay.sandbox.calls('GetDetectInfoEnhanced')).toHaveLength(calls)
  })

  it('for parts that are none', async () => {
    for (const include of ['0', 'all', 'text,', 'text,videos', 'text&include=video', ''])
      expect((await get(`${handle}?include=${include}`)).json()).toMatchObject({ status: 400 })
    expect((await get(`${handle}?part=video`)).json()).toMatchObject({ code: 'field_not_allowed' })
  })

  it('for a picture that does not exist', async () => {
    expect((await get(`${plainHandle}/intention-video`)).json()).toMatchObject({ status: 404 })
  })

  it('where Tencent has forgotten the verification before its three days are over', async () => {
    const code = 'InvalidParameterValue.BizTokenExpired'
    for (const path of [handle, `${handle}/video`]) {
      relay.sandbox.next('GetDetectInfoEnhanced', { kind: 'error', code })
      expect((await get(path)).json()).toMatchObject({ status: 410, code: 'ticket_expired' })
    }
  })

  it('to a key of another scene, which may not start there either', async () => {
    const app = await relay.another({
      merchantApiKeys: [apiKey, `loans:${otherApiKey}`],
      configuration: { ...configuration, apiKeys: { loans: { scenes: ['loan'] } } },
    })
    const headers = { authorization: `Bearer ${otherApiKey}` }
    expect((await get(handle, headers, app)).statusCode).toBe(200)
    expect((await get(readingHandle, headers, app)).json()).toMatchObject({ code: 'not_found' })
    expect((await postStart(app, headers)).json()).toMatchObject({ code: 'unauthorized' })
  })

  it('after three days', async () => {
    relay.clock.now += 73 * 3_600_000
    expect((await get(handle)).json()).toMatchObject({ status: 410, code: 'ticket_expired' })
  })

  it('and nothing of it is in the log', () => {
    const log = relay.log.join('')
    for (const canary of [person.name, person.idCard, handle, readingHandle])
      expect(log).not.toContain(canary)
  })
})
