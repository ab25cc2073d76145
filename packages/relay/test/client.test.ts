// The client against an HTTP server that answers what Tencent never should.
import { createServer, type RequestListener } from 'node:http'
import { afterEach, describe, expect, it } from 'vitest'
import { createCallQueue, rank } from '../src/tencent/call-queue.js'
import {
  createTencentClient,
  type TencentClient,
  type TencentClientOptions,
  type UpstreamCall,
} from '../src/tencent/client.js'
import { createRelayUnderTest, postStart } from './relay-under-test.js'
import { listen } from './running-relay.js'

const closing: (() => void)[] = []
afterEach(() => {
  for (const close of closing.splice(0)) close()
})

async function serve(listener: RequestListener): Promise<URL> {
  const server = createServer(listener)
  closing.push(() => {
    server.closeAllConnections()
    server.close()
  })
  return new URL(await listen(server))
}

/** A client of a Tencent that answers like this. */
const clientAt = async (listener: RequestListener, options: Partial<TencentClientOptions> = {}) =>
  clientOf({ endpoint: await serve(listener), ...options })

function clientOf(options: Partial<TencentClientOptions>) {
  const calls: UpstreamCall[] = []
  let turns = 0
  const queue = createCallQueue({
    perSecond: 100,
    take() {
      turns += 1
      return 0
    },
  })
  const client = createTencentClient({
    credentials: { secretId: 'id', secretKey: 'key' },
    queues: { DetectAuth: queue, GetDetectInfoEnhanced: queue },
    onCall: (call) => void calls.push(call),
    ...options,
  })
  closing.push(() => client.close())
  return { client, calls, turns: () => turns }
}

const person = { Name: '核身测试员', IdCard: '11010519491231002X' }
const start = (client: TencentClient) => client.call('DetectAuth', { RuleId: '1', ...person })
const read = (client: TencentClient) =>
  client.call('GetDetectInfoEnhanced', { RuleId: '1', BizToken: 'x' })
const ok = JSON.stringify({ Response: { RequestId: 'a-request' } })

describe('a redirect', () => {
  it.each([301, 302, 303, 307, 308])(
    '%i is not followed: nothing reaches the other host',
    async (status) => {
      let elsewhere = 0
      const other = await serve((_request, response) => {
        elsewhere += 1
        response.end(ok)
      })
      let here = 0
      const { client } = await clientAt((_request, response) => {
        here += 1
        response.writeHead(status, { location: other.href }).end()
      })
      await expect(start(client)).rejects.toMatchObject({ providerCode: `Http.${status}` })
      // The call and its two retries.
      expect([here, elsewhere]).toEqual([3, 0])
    },
  )
})

describe('an answer', () => {
  it('larger than 32 MB is given up', async () => {
    const part = Buffer.alloc(1024 * 1024, 'x')
    const { client } = await clientAt((_request, response) => {
      response.writeHead(200)
      const more = () => {
        while (!response.destroyed && response.write(part));
      }
      response.on('drain', more)
      more()
    })
    await expect(start(client)).rejects.toMatchObject({ providerCode: 'AnswerTooLarge' })
  })

  it('with a request id that is none keeps it out of the log', async () => {
    const { client, calls } = await clientAt((_request, response) => {
      response.end(JSON.stringify({ Response: { RequestId: `${person.Name} ${person.IdCard}` } }))
    })
    await start(client)
    expect(calls).toMatchObject([{ code: 'Success' }])
    expect(JSON.stringify(calls)).not.toContain(person.IdCard)
  })

  it.each([
    ['without JSON', 'Bad Gateway', 'BadAnswer'],
    ['without Response', '{}', 'BadAnswer'],
    ['whose Response is no object', '{"Response":"broken"}', 'BadAnswer'],
    ['that is null', 'null', 'BadAnswer'],
  ])('%s is a bad one', async (_title, body, providerCode) => {
    const { client } = await clientAt((_request, response) => void response.end(body))
    await expect(start(client)).rejects.toMatchObject({ fault: 'transient', providerCode })
  })

  it('that breaks off is an error of the network', async () => {
    const { client } = await clientAt((request, response) => {
      response.writeHead(200, { 'content-length': 100 })
      response.write('{"Response":', () => request.socket.destroy())
    })
    await expect(start(client)).rejects.toMatchObject({ providerCode: 'Network.ECONNRESET' })
  })
})

it('A clock that differs from Tencent’s by half a minute or more stands in /readyz', async () => {
  let ahead = 90_000
  const endpoint = await serve((_request, response) => {
    const date = ahead > 0 ? new Date(Date.now() - ahead).toUTCString() : 'not a date'
    response.writeHead(200, { date }).end(ok)
  })
  const relay = await createRelayUnderTest({ endpoint: endpoint.href })
  closing.push(() => void relay.close())
  const clock = async () => {
    await postStart(relay.app)
    const { degraded } = (await relay.app.inject({ url: '/faceid/readyz' })).json()
    return degraded.join()
  }
  expect(await clock()).toMatch(/clock is 9\d s ahead/)
  ahead = 0
  // What cannot be read says nothing new.
  expect(await clock()).toMatch(/clock is 9\d s ahead/)
  ahead = 1
  expect(await clock()).toBe('')
})

describe('an error', () => {
  it('of the network keeps its errno', async () => {
    const { client } = clientOf({ endpoint: new URL('http://127.0.0.1:9') })
    await expect(start(client)).rejects.toMatchObject({ providerCode: 'Network.ECONNREFUSED' })
  })

  it.each<[string, () => Promise<never>]>([
    ['a rejection', () => Promise.reject(new Error('STS'))],
    [
      'what is thrown at once',
      () => {
        throw new Error('STS')
      },
    ],
  ])(
    '%s of the function that fetches credentials is named as such, and nothing is sent',
    async (_title, credentials) => {
      let requests = 0
      const { client } = await clientAt(() => (requests += 1), { credentials })
      await expect(start(client)).rejects.toMatchObject({ providerCode: 'CredentialsFailed' })
      expect(requests).toBe(0)
    },
  )

  it('of credentials that no header can hold is one of the network', async () => {
    const credentials = { secretId: 'id\n', secretKey: 'key' }
    const { client } = await clientAt((_request, response) => void response.end(ok), {
      credentials,
    })
    const expected = { fault: 'transient', providerCode: 'Network.ERR_INVALID_CHAR' }
    await expect(start(client)).rejects.toMatchObject(expected)
  })

  it('of the relay itself is thrown as it is', async () => {
    // Safe: JavaScript lets a host's function do this.
    const credentials = async () => undefined as never
    const { client } = await clientAt((_request, response) => void response.end(ok), {
      credentials,
    })
    await expect(start(client)).rejects.toThrow(TypeError)
  })

  it('that is null is none', async () => {
    const body = JSON.stringify({ Response: { Error: null, RequestId: 'a-request' } })
    const { client } = await clientAt((_request, response) => void response.end(body))
    await expect(start(client)).resolves.toMatchObject({ RequestId: 'a-request' })
  })
})

describe('a turn in the queue', () => {
  it('is needed by each request: retries as well', async () => {
    let requests = 0
    const { client, turns } = await clientAt((request, response) => {
      requests += 1
      if (requests < 3) request.socket.destroy()
      else response.end(ok)
    })
    await read(client)
    expect([requests, turns()]).toEqual([3, 3])
  })

  it('counts for the deadline: what waits is answered by then', async () => {
    const never = createCallQueue({ perSecond: 1, take: () => 60_000 })
    const queues = { DetectAuth: never, GetDetectInfoEnhanced: never }
    const { client } = await clientAt((_request, response) => void response.end(ok), { queues })
    const order = { rank: rank.next, starter: '', ageMs: 0, waitMs: 600_000 }
    const endsAt = performance.now() + 50
    const waiting = client.call('DetectAuth', { RuleId: '1' }, { order, endsAt })
    await expect(waiting).rejects.toMatchObject({ fault: 'busy', providerCode: 'QueueTimeout' })
  })

  it('leaves what is left of the deadline to the request', async () => {
    const { client } = await clientAt(() => {})
    const hanging = client.call('DetectAuth', { RuleId: '1' }, { endsAt: performance.now() + 200 })
    await expect(hanging).rejects.toMatchObject({ providerCode: 'Timeout' })
  })

  it.each([
    ['RequestLimitExceeded of a start', start, 3],
    ['RequestLimitExceeded of a read', read, 1],
  ])('%s costs as many as are worth it', async (_title, call, expected) => {
    const error = { Code: 'RequestLimitExceeded', Message: '' }
    const body = JSON.stringify({ Response: { Error: error, RequestId: 'a-request' } })
    const { client, turns } = await clientAt((_request, response) => void response.end(body))
    await expect(call(client)).rejects.toMatchObject({ fault: 'busy' })
    expect(turns()).toBe(expected)
  })
})
