import { sandboxCredential } from '@faceid-h5/sandbox'
import { beforeAll, describe, expect, it } from 'vitest'
import {
  backEnd,
  browser,
  getStatus,
  loanBody,
  memberBody,
  person,
  postStart,
  relayOfFile,
} from './relay-under-test.js'
import { apiKey, secretA } from './secrets.js'

const photo = Buffer.concat([
  Buffer.of(0xff, 0xd8, 0xff),
  Buffer.from('a photo of nobody '.repeat(9)),
]).toString('base64')

const relay = relayOfFile()
const answers: { where: string; text: string }[] = []
const issued = { tickets: [] as string[], bizTokens: [] as string[], states: [] as string[] }

// A life of the relay with everything secret in it, once; each test then searches what came out.
beforeAll(async () => {
  const keep = async (where: string, answered: ReturnType<typeof postStart>) => {
    const response = await answered
    // Tencent's own address may carry the BizToken; nothing else that is answered may.
    const body = response.body.replace(/"url":"[^"]*"/, '')
    answers.push({ where, text: JSON.stringify(response.headers) + body })
    return response
  }
  const ask = (url: string) => keep(url, relay.app.inject(url))
  const start = (headers: Record<string, string>, payload: string | object) => {
    const all = { 'content-type': 'application/json', ...headers }
    return keep('/faceid/v1/verifications', postStart(relay.app, all, payload))
  }
  const read = (id: string, ticket: string) =>
    keep(`/faceid/v1/verifications/${id}`, getStatus(relay.app, { id, ticket }))

  for (const outcome of [{}, { face: 2006 }, { face: 0, intention: -301 }]) {
    const started = (await start(backEnd, { ...loanBody, image: photo })).json()
    const [bizToken, state] = [relay.bizTokenOf(started), relay.stateOf(started)]
    issued.tickets.push(started.ticket)
    issued.bizTokens.push(bizToken)
    issued.states.push(state)
    relay.finish(started, outcome)
    const query = `BizToken=${bizToken}&Extra=${started.id}&name=${encodeURIComponent(person.name)}`
    await ask(`/faceid/v1/return/${state}?${query}`)
    await read(started.id, started.ticket)
    await read('another', started.ticket)
    for (const path of [`v1/return/x${state}`, `nowhere/${bizToken}`, '%zz'])
      await ask(`/faceid/${path}?BizToken=${bizToken}`)
    await ask(`/elsewhere?BizToken=${bizToken}`)
  }
  // Everything goes wrong with the person's data in it.
  await start(browser, { ...memberBody, identity: person, image: photo })
  await start(backEnd, { ...loanBody, identity: { ...person, idCard: `${person.idCard}1` } })
  await start(backEnd, { ...loanBody, identity: { ...person, [person.idCard]: person.name } })
  await start(backEnd, { ...loanBody, [person.idCard]: person.name })
  await start(backEnd, { ...loanBody, reference: person.name })
  await start(backEnd, { ...loanBody, returnUrl: `https://evil.example/${person.idCard}` })
  await start(backEnd, `{"identity": {"name": "${person.name}", "idCard": "${person.idCard}", }`)
  await start({ authorization: `Bearer ${apiKey}x` }, loanBody)
  for (const behaviour of [
    { kind: 'error', code: 'InvalidParameter', message: `bad ${person.idCard} ${person.name}` },
    { kind: 'error', code: person.idCard, message: person.name },
    { kind: 'error', code: 'AuthFailure.SignatureFailure', message: sandboxCredential.secretId },
  ] as const) {
    relay.sandbox.next('*', behaviour, 3)
    await start(backEnd, loanBody)
  }
  relay.sandbox.next('*', { kind: 'html' }, 3)
  await start(backEnd, loanBody)
})

const always = {
  'the cloud secret id': sandboxCredential.secretId,
  'the cloud secret key': sandboxCredential.secretKey,
  'the relay secret': secretA,
  'the API key': apiKey,
  'the name': person.name,
  'the name, encoded': encodeURIComponent(person.name),
  'the ID number': person.idCard,
  'the photo': photo.slice(0, 40),
}

describe('in what the relay answers there is', () => {
  it.each(Object.entries(always))('not %s', (_what, canary) => {
    expect(answers.length).toBeGreaterThan(20)
    for (const { where, text } of answers) expect(text.includes(canary), where).toBe(false)
  })

  it('no BizToken', () => {
    for (const canary of issued.bizTokens)
      for (const { where, text } of answers) expect(text.includes(canary), where).toBe(false)
  })
})

describe('in the log, at its most talkative, there is', () => {
  it.each(Object.entries(always))('not %s', (_what, canary) => {
    expect(relay.log.length).toBeGreaterThan(20)
    expect(relay.log.join('')).not.toContain(canary)
  })

  it('no BizToken, ticket or state', () => {
    const log = relay.log.join('')
    for (const canary of [...issued.bizTokens, ...issued.tickets, ...issued.states]) {
      expect(canary.length).toBeGreaterThan(30)
      expect(log).not.toContain(canary)
    }
  })

  it('one line for each request, with its route as a pattern', () => {
    const lines = relay.log.map((line) => JSON.parse(line))
    const requests = lines.filter((line) => line.msg === 'request')
    // The addresses outside of the relay's path have no route and no line.
    const inside = answers.filter(
      ({ where }) => where.startsWith('/faceid/') && !where.includes('%zz'),
    )
    expect(requests).toHaveLength(inside.length)
    expect(new Set(requests.map((line) => line.route))).toEqual(
      new Set([
        '/faceid/v1/verifications',
        '/faceid/v1/verifications/:id',
        '/faceid/v1/return/:state',
        'unknown',
      ]),
    )
  })

  it('at `info` no poll and no read that succeeded, but each start and each new verdict', () => {
    const lines = relay.log.map((line) => JSON.parse(line))
    const { debug, info, warn } = { debug: 20, info: 30, warn: 40 }
    for (const { level, route, statusCode, upstream } of lines) {
      if (route === '/faceid/v1/verifications/:id' && statusCode === 200) expect(level).toBe(debug)
      const routine = upstream?.action === 'DetectAuth' ? info : debug
      if (upstream) expect(level).toBe(upstream.code === 'Success' ? routine : warn)
    }
    const verdicts = lines.filter((line) => line.msg === 'verdict')
    expect(verdicts.map(({ level, status, reason }) => [level, status, reason])).toEqual([
      [info, 'passed', undefined],
      [info, 'failed', 'identity_mismatch'],
      [info, 'failed', 'intention_refused'],
    ])
  })

  it('Tencent’s request id and code of every call', () => {
    const upstream = relay.log
      .map((line) => JSON.parse(line))
      .filter((line) => line.msg === 'upstream')
    const ids = new Set(upstream.map((line) => line.upstream.requestId))
    const answered = relay.sandbox.calls().filter(({ answer }) => answer !== 'html')
    for (const call of answered) expect(ids.has(call.requestId), call.answer).toBe(true)
  })
})
