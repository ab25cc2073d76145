// The relay beside bare Fastify with the same plugins, and beside the handler that people copy.
import { setTimeout as sleep } from 'node:timers/promises'
import { type Call, connections, hammer, startCall, statusCall } from './load.js'
import {
  cpuOf,
  residentOf,
  type SandboxServer,
  type Server,
  startRelay,
  startRival,
  startSandbox,
} from './processes.js'
import { atMost, type Bench, type Section } from './section.js'
import { bytes, digits, inRounds, median, middle, milliseconds } from './statistics.js'

const titles = { relay: 'relay', bare: '(a) bare Fastify', copied: '(b) copied handler' }
type Name = keyof typeof titles
const names: readonly Name[] = ['relay', 'bare', 'copied']

const phases = [
  'start',
  'fresh result, pending',
  'poll before an attempt',
  'poll after a failed attempt',
  'fresh result, passed',
] as const
type Phase = (typeof phases)[number]
/** Answered from what is known: no call to Tencent limits them. */
const fullSpeed = ['poll before an attempt', 'poll after a failed attempt'] as const

/** Milliseconds of each server's processor time for each request, and requests a second. */
type Round = Record<Phase, Record<Name, { cpu: number; perSecond: number }>>

/** Below what a relay sends to Tencent at the most, so that no call waits in its queue. */
const overallRate = 35
/** The relay and bare Fastify run at the same time, so that whatever else the machine does hits both alike. */
const groups = { pair: ['relay', 'bare'], copied: ['copied'] } as const
const unlimited = 1_000_000_000
/** The limits count as shipped, but never refuse: the load comes from one address. */
const limits = {
  merchantStartsPerMinute: unlimited,
  readsPerSecond: unlimited,
  upstreamReadsPerSecond: unlimited,
}

export async function measureRelay({ quick, log }: Bench): Promise<Section> {
  const sandbox = await startSandbox(2_250_000)
  const start: Record<Name, () => Promise<Server>> = {
    relay: () => startRelay({ sandboxUrl: sandbox.url, limits }),
    bare: () => startRival('baseline', sandbox.url),
    copied: () => startRival('copied', sandbox.url),
  }
  log('start-up and memory at rest')
  const lives = await inRounds(names, quick ? 1 : 9, (name) => live(start[name]))
  log('requests')
  const servers = {
    relay: await start.relay(),
    bare: await start.bare(),
    copied: await start.copied(),
  }
  const rounds = await inRounds(['pair', 'copied'] as const, quick ? 1 : 7, (group) =>
    runRound(groups[group], servers, sandbox, quick),
  )
  const samples = (name: Name, phase: Phase, figure: 'cpu' | 'perSecond') =>
    rounds[name === 'copied' ? 'copied' : 'pair'].map((round) => round[phase][name][figure])
  const lifeSamples = (name: Name, figure: 'startUp' | 'resident') =>
    lives[name].map((life) => life[figure])
  const cpu = (one: Name, other: Name, phase: Phase) => {
    const others = samples(other, phase, 'cpu')
    return median(samples(one, phase, 'cpu').map((sample, round) => sample / (others[round] ?? 0)))
  }
  const startUp = median(lifeSamples('relay', 'startUp')) / median(lifeSamples('bare', 'startUp'))
  const times = (ratio: number) => `${digits(ratio)}×`
  return {
    title: 'Relay: cost of a request',
    method,
    tables: [
      {
        caption: 'Processor time of the server for each request',
        columns: ['', ...Object.values(titles), 'relay / (a)', '(b) / relay'],
        rows: phases.map((phase) => [
          phase,
          ...names.map((name) => middle(samples(name, phase, 'cpu'), milliseconds)),
          times(cpu('relay', 'bare', phase)),
          times(cpu('copied', 'relay', phase)),
        ]),
      },
      {
        caption: `Polls a second over ${connections} connections`,
        columns: ['', ...Object.values(titles)],
        rows: fullSpeed.map((phase) => [
          phase,
          ...names.map((name) => middle(samples(name, phase, 'perSecond'), digits)),
        ]),
      },
      {
        caption: 'Start-up to the first response, and resident memory at rest',
        columns: ['', 'start-up', 'memory'],
        rows: names.map((name) => [
          titles[name],
          middle(lifeSamples(name, 'startUp'), milliseconds),
          middle(lifeSamples(name, 'resident'), bytes),
        ]),
      },
    ],
    targets: [
      atMost('Start-up, relay / (a)', startUp, 1.25, times),
      ...phases.map((phase) =>
        atMost(`Processor time, relay / (a): ${phase}`, cpu('relay', 'bare', phase), 1.2, times),
      ),
      atMost('Resident memory at rest', median(lifeSamples('relay', 'resident')), 82e6, bytes),
    ],
  }
}

async function live(start: () => Promise<Server>) {
  const { startUp, pid, stop } = await start()
  await sleep(1_500)
  const resident = residentOf(pid)
  await stop()
  return { startUp, resident }
}

async function runRound(
  group: readonly Name[],
  servers: Readonly<Record<Name, Server>>,
  sandbox: SandboxServer,
  quick: boolean,
): Promise<Round> {
  const copied = group.includes('copied')
  const measured = async (
    callsOf: (name: Name) => readonly Call[],
    until: Parameters<typeof hammer>[2],
  ) => {
    const run = async (name: Name) => {
      const { pid, port } = servers[name]
      const before = cpuOf(pid)
      const run = await hammer(port, callsOf(name), until)
      return [name, { ...run, cpu: (cpuOf(pid) - before) / run.requests }] as const
    }
    // Safe: only those of the group are read.
    return Object.fromEntries(await Promise.all(group.map(run))) as Record<
      Name,
      Awaited<ReturnType<typeof run>>[1]
    >
  }
  const begin: Call = copied ? { method: 'POST', path: '/faceid/start' } : startCall
  const amount = quick ? 80 : 240
  const start = await measured(() => [begin], { amount, overallRate })
  const reads = (name: Name) =>
    start[name].bodies.map((body): Call => {
      const started = JSON.parse(body)
      if (!copied) return statusCall(started)
      return { method: 'GET', path: `/faceid/result?bizToken=${started.bizToken}` }
    })
  // Each connection prepares one request more than it sends.
  const once = { amount: amount - connections, overallRate }
  const pending = await measured(reads, once)
  const popular = (name: Name) => reads(name).slice(0, 20)
  // The copied handler receives 3 MB for each result: fewer of them.
  const again = copied ? { amount: connections, overallRate } : { duration: quick ? 1 : 2 }
  const polled = await measured(popular, again)
  await sandbox.finish({ face: 1004 })
  // Known results are fresh for a second.
  await sleep(1_300)
  const failing = await measured(popular, again)
  await sandbox.finish({})
  await sleep(1_300)
  const passed = await measured(reads, copied ? again : once)
  return {
    start,
    'fresh result, pending': pending,
    'poll before an attempt': polled,
    'poll after a failed attempt': failing,
    'fresh result, passed': passed,
  }
}

const method = `Three servers, each in its own process, call one sandbox that waits 30 ms before each response and whose recordings are 2.25 MB, as a phone's are. **relay** is the command \`faceid-relay\` as shipped, logging at \`info\`. **(a) bare Fastify** has the same plugins (cors, helmet, rate-limit, under-pressure), the relay's schemas (from its \`/openapi.json\`), one log line for each request, the same calls, sent by the SDK's own client, and a Map that keeps each answer for a second; it encrypts, signs and checks nothing. **(b) copied handler** creates a client of the all-products SDK for each request and asks for \`InfoType "0"\` on each poll.

There are seven rounds after one that warms up. In each, autocannon starts 240 verifications at the relay and at (a) at the same time, so that whatever else the machine does hits both alike, reads each for the first time, polls 20 of them for 2 s at full speed before and after a failed attempt, and reads those that have passed. Then the same at (b), with 40 requests each. Starts and reads come at ${overallRate} a second to each, because a relay sends at most 95 calls a second to Tencent. Processor time is that of the server's process, from \`/proc\`. Start-up is from the start of the process to the first response of \`/healthz\`, nine times each. Values are medians, with half the distance from the smallest to the largest; ratios are the median of those of the rounds.`
