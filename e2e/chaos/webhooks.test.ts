// Relays and the store of webhooks are killed at random moments, and the receiver fails at random: every outcome arrives.
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { Webhook } from 'standardwebhooks'
import { expect, onTestFinished, test } from 'vitest'
import { listen } from '../../.config/listen.js'
import { startRedis } from '../../.config/redis.js'
import { createMarket, scenes, scripts, type User } from './users.js'
import { createWorld, leaks, pause, randomFrom } from './world.js'

const seed = Number(process.env.CHAOS_SEED ?? 20_261_124)
const amount = process.env.CHAOS === 'long' ? 1_000 : scripts.length
const minute = 60_000

test.each(['file', 'redis'])(
  'With a store in %s each outcome is delivered under one id, and only when it is final',
  async (kind) => {
    const random = randomFrom(seed)
    const secret = `whsec_${randomBytes(32).toString('base64')}`
    const folder = mkdtempSync(join(tmpdir(), 'faceid-chaos-'))
    const store = kind === 'redis' ? await startRedis('--dir', folder) : undefined
    const users = new Map<string, User>()
    const wrong: string[] = []
    const ids = new Map<string, string>()
    const delivered = new Set<string>()
    let requests = 0
    let jumpedTo = 0
    let receiving = 0
    let failing = true

    const receiver = createServer(async (request, response) => {
      const body = await text(request)
      // Signed by the old clock, and too old by the new one: it is sent again.
      const signedAt = Number(request.headers['webhook-timestamp']) * 1_000
      if (signedAt < jumpedTo - 2_000) return void response.destroy()
      receiving += 1
      const headers = request.headers as Record<string, string> // Safe: none is sent twice.
      const id = await receive(headers, body)
      receiving -= 1
      requests += 1
      // Some answers are lost although the event was taken.
      if (failing && random(5) === 0) return void response.destroy()
      const status = (failing && [204, 204, 200, 500, 503][random(5)]) || 204
      if (status < 300) delivered.add(id)
      response.writeHead(status, { 'retry-after': '1' }).end()
    })
    const world = await createWorld(scenes, {
      names: store ? ['a', 'b'] : ['a'],
      configuration: { webhookUrl: `${await listen(receiver)}/` },
      env: { WEBHOOK_SECRET: secret, WEBHOOK_STORE: store?.url ?? `file:${folder}` },
    })
    const market = createMarket(world)
    onTestFinished(async () => {
      await world.close()
      await store?.close()
      receiver.closeAllConnections()
      receiver.close()
      rmSync(folder, { recursive: true, force: true })
    })

    async function receive(headers: Record<string, string>, body: string): Promise<string> {
      const event = JSON.parse(body)
      const { id, status, reason } = event.data
      const before = ids.get(id) ?? headers['webhook-id'] ?? ''
      if (before !== headers['webhook-id']) wrong.push('one outcome under two ids')
      if (new Set(ids.values()).size !== ids.size) wrong.push('two outcomes under one id')
      ids.set(id, before)
      try {
        new Webhook(secret).verify(body, headers)
      } catch (error) {
        wrong.push(String(error))
      }
      if (event.type !== `verification.${status}`) wrong.push(`${event.type} with ${status}`)
      const user = users.get(id)
      // The answer to its start was lost: nobody opened its page.
      if (!user) {
        if (status !== 'expired') wrong.push(`${status} without a user`)
        return id
      }
      const outcome = reason?.code ?? reason ?? status
      if (outcome !== user.script[2]) wrong.push(`${user.script[2]} was delivered as ${outcome}`)
      const final = status === 'passed' ? user.done : Date.now() > user.started.openUntil
      if (!final) wrong.push(`${outcome} was delivered before it was final`)
      const verified = await market.verify(user, { token: event.data.resultToken })
      if (verified !== user.script[2]) wrong.push(`${user.script[2]} with a token: ${verified}`)
      return id
    }

    async function kill(): Promise<void> {
      const relay = world.relays[random(world.relays.length)]
      if (random(2) === 0 && store) {
        await store.kill()
        await pause(random(1_500))
        await store.start()
      } else if (relay) await world.restartRelay(relay, 'SIGKILL')
    }

    let place = 0
    const work = Array.from({ length: 10 }, async () => {
      while (place < amount) {
        place += 1
        const script = scripts[place % scripts.length]
        const onStart = (user: User) => users.set(user.started.id, user)
        // Most users close the page and never come back.
        if (script) await market.visit(script, place, { onStart, leaves: place % 4 > 0 })
      }
    })
    // By what was done, not by time: a slow machine gets as far between two kills.
    for (let next = 5; next < amount; next += 4 + random(amount / 5)) {
      while (users.size < next) await pause(20)
      await kill()
    }
    await Promise.all(work)
    /** Waits for so many requests, or until nothing has arrived for four seconds. */
    async function arrivals(most: number): Promise<void> {
      const end = requests + most
      for (let turn = 0, seen = requests; turn < 200 && seen < end && missing() > 0; turn += 1) {
        await pause(20)
        if (requests > seen) turn = 0
        seen = requests
      }
    }

    /** Moves the clocks on, kills in the middle of what is due now, and waits for the rest. */
    async function later(milliseconds: number, kills: number): Promise<void> {
      while (receiving > 0) await pause(20)
      jumpedTo = Date.now() + milliseconds
      await world.jump(milliseconds)
      for (let count = 0; count < kills; count += 1) {
        await arrivals(10)
        await kill()
      }
      await arrivals(Number.POSITIVE_INFINITY)
    }

    const missing = () => [...users.keys()].filter((id) => !delivered.has(id)).length
    // Checked after 3 minutes; final after 2 hours and a quarter; retried after 5 s, 5 min, 30 min, 2 h.
    await later(4 * minute, 1)
    await later(6 * minute, 1)
    await later(125 * minute, 1)
    failing = false
    // Given up 72 hours after the start.
    for (let turn = 0; turn < 13 && missing() > 0; turn += 1) await later(5 * 60 * minute, 0)
    expect(missing()).toBe(0)

    console.log(`Webhooks, ${kind}, seed ${seed}: ${users.size} outcomes, ${requests} requests`)
    expect([...wrong, ...market.wrong], `CHAOS_SEED=${seed}`).toEqual([])
    expect(leaks(world.log.join(''))).toEqual([])
    expect(world.errors).toEqual([])
  },
  60 * minute,
)
