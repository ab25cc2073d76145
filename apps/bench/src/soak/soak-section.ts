// Soak and chaos: shoppers, attackers and misfortunes for some minutes, and every verification held against what its
// shopper has really done. Nothing here is a speed; it is counted, and one wrong outcome is a missed target.
import type { Measurement, Section } from '../section.js'
import { runAfterHours } from './after-hours.js'
import { soakChart } from './chart.js'
import { startCrowd } from './crowd.js'
import { runEpisodes } from './episodes.js'
import { judge } from './judgement.js'
import type { Ledger } from './ledger.js'
import { searchLog } from './log-search.js'
import { watchMemory } from './memory.js'
import { createRandom } from './random.js'
import { attackTable, memoryTable, outcomeTable, retryTable, upstreamTable } from './tables.js'
import { createWorld } from './world.js'

const seed = 20_261_123

const plans = {
  quick: { rounds: 1, unit: 120, slots: 12, rush: 20, sample: 20, patience: 60_000 },
  full: { rounds: 2, unit: 1_000, slots: 48, rush: 130, sample: 150, patience: 120_000 },
}

export const measureSoak: Measurement = async (bench) => {
  const plan = plans[bench.quick ? 'quick' : 'full']
  const world = await createWorld(bench, plan.patience)
  const { ledger, relays, sandbox, market } = world
  const memory = watchMemory(relays, ledger.clock, 500)
  try {
    const random = createRandom(seed)
    const crowd = startCrowd(market, random, plan.slots)
    for (let round = 1; round <= plan.rounds; round += 1) {
      if (round === 1) {
        await market.wait(5 * plan.unit)
        await memory.look('warm', begun(ledger))
      }
      const rush = (shoppers: number) => crowd.rush(Math.min(shoppers, plan.rush))
      await runEpisodes(world, { unit: plan.unit, random, rush })
      bench.say(`soak: round ${round} of ${plan.rounds}, ${begun(ledger)} verifications begun`)
      await memory.look(`after round ${round}`, begun(ledger))
    }
    await crowd.stop()
    bench.say(
      `soak: ${crowd.passed.length} passed; ${crowd.parked.length} wait for their time to end`,
    )
    const event = { lane: 'clock', name: 'hours later', from: ledger.clock(), to: 0 }
    ledger.events.push(event)
    await runAfterHours(world, crowd, random, { sample: plan.sample, say: bench.say })
    event.to = ledger.clock()
    await market.wait(5 * plan.unit)
    await memory.look('at the end, nobody there', begun(ledger))
  } finally {
    memory.stop()
    await world.close()
  }
  const log = relays.all.flatMap(({ child }) => child.output.join('').split('\n'))
  const targets = judge({
    ledger,
    leaks: searchLog(log, market.canaries),
    unexpectedEnds: relays.unexpectedEnds,
    errorOutput: relays.all.flatMap(({ child }) => child.errors),
    kept: memory.kept,
  })
  for (const { what, measured, met } of targets) {
    if (!met) bench.say(`soak: MISSED ${what}: ${measured}`)
  }
  const tables = [
    outcomeTable(ledger),
    retryTable(ledger),
    attackTable(ledger),
    upstreamTable(log, sandbox.ordered),
    memoryTable(memory),
  ]
  return {
    title: 'Soak and chaos',
    method,
    tables,
    targets,
    remarks: remarks(ledger, log),
    charts: [soakChart(ledger)],
    highlights: [
      {
        en: 'Wrong outcomes in minutes of chaos (Tencent failing, Redis and relays killed)',
        zh: '混乱测试数分钟内的错误结果（腾讯云故障，Redis 与 relay 被强行终止）',
        value: `${ledger.wrong.length} / ${begun(ledger)}`,
      },
    ],
  }
}

const begun = ({ accounts }: Ledger) =>
  [...accounts.values()].reduce((sum, account) => sum + account.begun, 0)

const method = [
  'Three relays, each the built command as a process of its own, share one `RELAY_SECRET` and a real Redis behind a small balancer that asks `/readyz` and takes turns; the sandbox is a process too.',
  'Simulated shoppers start from a page or through the merchant package, with and without an intention in each of its three kinds, go through the sandbox’s hosted page over HTTP, follow the way back, ask as often as they are told to, and have every final result verified by `@faceid-h5/merchant`; of some the evidence is read.',
  'What each will do is drawn from a fixed seed, so what each must come to is known before it starts. Every single state on the way is held against what the shopper has done by then. Attackers come in between.',
  'Meanwhile the sandbox misbehaves in every way it can, Redis is paused (SIGSTOP) and killed, relays are stopped (SIGTERM), killed (SIGKILL) and frozen (SIGSTOP).',
  'Then the clocks of sandbox, relays and merchant are moved together, by two hours, a quarter of an hour and three days, through a preload that shifts `Date`; timers keep their real time. After each step everything is read again.',
].join(' ')

function remarks(ledger: Ledger, log: readonly string[]): Section['remarks'] {
  const { answers, evidenceRead, states, tokensVerified } = ledger
  return [
    `Counted: ${begun(ledger)} verifications, ${answers} answers of the relays, ${states} states held against the truth, ${tokensVerified} result tokens verified, ${evidenceRead} evidences read, ${log.length} log lines searched for every ticket, BizToken, state, name, ID number and key of the run.`,
    '“Flat” is said of what is left in the relay that lives through after a forced collection, with everything warm and at the end with nobody there. Known results and rate-limit counters are kept on purpose, up to 20,000 and 50,000; what each verification may add is allowed for, and a leak of more is not. Resident size is shown for each relay; Node gives memory back late, so it is not judged.',
    'Not reached here: a token that Tencent calls expired before its three days, once its time is over (believed, so the verification ends as expired), and a clock that goes backwards.',
  ]
}
