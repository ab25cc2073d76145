// Kills, freezes and cuts off relays, Redis and the sandbox at random moments. `npm run chaos` runs longer.
import { afterAll, expect, test } from 'vitest'
import { attacks, createMarket, scenes, scripts, type User } from './users.js'
import { createWorld, leaks, misfortunes, pause, randomFrom } from './world.js'

const seed = Number(process.env.CHAOS_SEED ?? 20_261_124)
const [rounds, slots] = process.env.CHAOS === 'long' ? [80, 32] : [10, 5]
const minute = 60_000

const world = await createWorld(scenes)
afterAll(() => world.close())

test(
  'Every outcome is right whatever fails, and no secret is in a log',
  async () => {
    const random = randomFrom(seed)
    const market = createMarket(world)
    const { look, verify, visit, wrong } = market
    const users: User[] = []
    let [going, place] = [true, 0]

    async function shopping(): Promise<void> {
      // Every script at least once, however few rounds.
      while (going || place < scripts.length) {
        place += 1
        const mine = place
        const script = scripts[mine % scripts.length]
        if (script) users.push(await visit(script, mine))
        const victim = users.findLast(
          ({ script, state }) => script[0] === 'member' && state?.status === 'passed',
        )
        const [refusal, attack] = attacks[mine % attacks.length] ?? []
        const code = victim && (await attack?.(market, victim))
        if (victim && code !== refusal)
          wrong.push(`an attack was answered with ${code}: ${refusal}`)
      }
    }

    const work = slotsOf(shopping)
    const ways = misfortunes(world, random)
    for (let round = 0; round < rounds; round += 1) {
      // Each once, then at random.
      await ways[round < ways.length ? round : random(ways.length)]?.()
      await pause(random(1_500))
    }
    going = false
    await work

    // Passed for good. A token is good for ten minutes.
    const passed = users.filter(({ state }) => state?.status === 'passed')
    for (const user of passed) await settle(user)
    await world.jump(135 * minute + 10_000)
    expect(passed[0] && (await verify(passed[0]))).toBe('token_expired')
    const rest = users.filter((user) => !passed.includes(user))
    await slotsOf(async () => {
      for (let user = rest.pop(); user; user = rest.pop()) {
        user.over = true
        while (!(await look(user)).final) await pause(user.state?.nextPollAfterMs ?? 1_000)
        await settle(user)
      }
    })
    await world.jump(3 * 24 * 60 * minute)
    const [one] = users
    expect(one && (await market.read(one.started.id, one.started.ticket)).code).toBe(
      'ticket_expired',
    )

    console.log(`Chaos, seed ${seed}: ${users.length} verifications`)
    expect(wrong, `CHAOS_SEED=${seed}`).toEqual([])
    expect(leaks(world.log.join(''))).toEqual([])
    expect(world.errors).toEqual([])

    async function settle(user: User): Promise<void> {
      const outcome = await verify(user)
      if (outcome !== user.script[2]) wrong.push(`${user.script[2]} ended as ${outcome}`)
    }

    /** So many at once; what goes wrong with one stops nobody else. */
    async function slotsOf(act: () => Promise<void>): Promise<void> {
      const fail = (error: unknown) => void wrong.push(String(error))
      await Promise.all(Array.from({ length: slots }, () => act().catch(fail)))
    }
  },
  60 * minute,
)
