// What happens when the time of the verifications is over: nothing final a moment before, everything right after it,
// and nothing left to read after three days.

import { verifyWith } from './attacks.js'
import { attemptOf } from './caller.js'
import type { Crowd } from './crowd.js'
import { eachOf, tolerate } from './crowd.js'
import { openHostedPage } from './hosted-page.js'
import { attacked } from './ledger.js'
import type { Random } from './random.js'
import { finishLate, isProblem, look, pollUntil, type Shopper } from './shopper.js'
import { startWeather } from './weather.js'
import type { World } from './world.js'

const minute = 60_000
/** At once: nobody walks through the hosted page any more, they only ask. */
const slots = 120

export async function runAfterHours(
  world: World,
  { passed, parked }: Crowd,
  random: Random,
  { sample, say }: { sample: number; say(line: string): void },
): Promise<void> {
  const { market, redis, relays, sandbox, ledger } = world
  await world.jump(120 * minute)
  const weather = startWeather(sandbox, random, 600, true)
  const late = parked.filter(({ script }) => script.lateSteps !== undefined)
  await eachOf(late, slots, (shopper) =>
    tolerate(market, shopper.name, () => finishLate(market, shopper)),
  )
  say(`soak: two hours later, ${late.length} have come to their end late`)
  const waiting = parked.filter((shopper) => !late.includes(shopper))
  await eachOf(waiting.slice(0, sample), slots, (shopper) =>
    tolerate(market, shopper.name, async () => {
      await look(market, shopper)
      // Some open the page when it is too late for it.
      if (shopper.script.kind === 'never opens the page') await openHostedPage(shopper.started.url)
    }),
  )
  // Nothing of what was read so far is left, but in the relay that lives through and in the tickets.
  await Promise.all(
    relays.running
      .filter(({ name }) => name !== 'steady')
      .map(async (relay) => {
        await relays.end(relay, 'SIGKILL')
        await relays.start(relay.name)
      }),
  )
  await redis.kill()
  await redis.start()
  market.over = true
  await world.jump(15 * minute)
  await eachOf(waiting, slots, (shopper) =>
    tolerate(market, shopper.name, async () => {
      await pollUntil(market, shopper, (state) => state.final)
      if (shopper.script.expected.status === 'failed') await takeForPassed(shopper)
    }),
  )
  await weather.stop()
  say(`soak: the time is over, ${waiting.length} more have come to their end`)
  const old = passed.slice(0, sample)
  await eachOf(old, slots, (shopper) =>
    refused(shopper, 'a token of two hours ago', 'token_expired'),
  )
  await world.jump(3 * 24 * 60 * minute)
  await eachOf([...old, ...waiting.slice(0, sample)], slots, afterThreeDays)

  function takeForPassed(shopper: Shopper): Promise<void> {
    return refused(shopper, 'a failed result taken for a pass', 'not_passed')
  }

  async function refused(shopper: Shopper, kind: string, right: string): Promise<void> {
    const status = right === 'not_passed' ? 'passed' : 'any'
    const code = await verifyWith(market, shopper, { status })
    attacked(ledger, kind, code === right)
    if (code !== right) ledger.wrong.push(`${shopper.name}, ${kind}: ${code}`)
  }

  async function afterThreeDays({ started, name }: Shopper): Promise<void> {
    const headers = { authorization: `Bearer ${started.ticket}` }
    const answer = await market.caller.patiently('read', async () =>
      attemptOf(await market.caller.ask({ path: `/v1/verifications/${started.id}`, headers })),
    )
    const gone = isProblem(answer) && answer.code === 'ticket_expired'
    attacked(ledger, 'a ticket of three days ago', gone)
    if (!gone) ledger.wrong.push(`${name}: a ticket of three days ago still opens`)
  }
}
