// The chapter about the relay: what a request costs, beside bare Fastify and beside the handler that people copy.
import { rmSync } from 'node:fs'
import { dirname } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { residentOf } from '../process-usage.js'
import { inRounds } from '../rounds.js'
import type { Bench, Section } from '../section.js'
import { startRelay } from '../servers/relay.js'
import { fetchSchemas, startBaseline, startCopied } from '../servers/rivals.js'
import { type SandboxServer, startSandbox } from '../servers/sandbox.js'
import type { Server } from '../servers/server.js'
import { type CandidateName, candidateNames, type Findings } from './candidates.js'
import { type Crowd, measureCrowd } from './crowd.js'
import { relayReport } from './relay-report.js'
import { runRound } from './round.js'
import { checkSelf } from './self-check.js'
import { type RelaySizes, relaySizes } from './sizes.js'

type Start = () => Promise<Server>
type Starts = Record<CandidateName, Start>

export async function measureRelay({ quick, say }: Bench): Promise<Section> {
  const sizes = relaySizes(quick)
  const sandbox = await startSandbox({
    latencyMs: 30,
    requestsPerSecond: unlimited,
    videoBytes: 2_250_000,
  })
  const schemas = await schemasOf(sandbox.url)
  try {
    const sandboxUrl = sandbox.url
    const starts: Starts = {
      relay: () => startRelay({ sandboxUrl, limits }),
      bare: () => startBaseline({ sandboxUrl, schemas }),
      copied: () => startCopied({ sandboxUrl }),
    }
    say('start-up and rest')
    const lives = await inRounds(byName(starts), { rounds: sizes.lives, warmUps: 1 }, (start) =>
      live(start, sizes),
    )
    say('requests')
    const rounds = await measureRequests(starts, sandbox, sizes, say)
    const crowds = new Map<CandidateName, Crowd>()
    for (const name of candidateNames) {
      say(`${sizes.crowd.pollers} pollers: ${name}`)
      const crowd = (server: Server) => measureCrowd(server, sandbox, sizes.crowd)
      crowds.set(name, await using([starts[name]], ([server]) => crowd(server)))
    }
    say('can the measurement lose?')
    const burdened = () => startBaseline({ sandboxUrl, schemas, burden: sizes.burden })
    const check = await using([starts.bare, burdened], ([plain, slowed]) =>
      checkSelf(plain, slowed, sizes.check),
    )
    const found = (name: CandidateName) => ({
      rounds: known(rounds.get(name)),
      lives: known(lives.get(name)),
      crowd: known(crowds.get(name)),
    })
    const findings: Findings = {
      relay: found('relay'),
      bare: found('bare'),
      copied: found('copied'),
    }
    return relayReport(findings, check, sizes)
  } finally {
    rmSync(dirname(schemas), { recursive: true, force: true })
    await sandbox.stop()
  }
}

const unlimited = 1_000_000_000

/** The limits count as ever, but stop nobody: the load comes from one address. */
const limits = {
  merchantStartsPerMinute: unlimited,
  readsPerSecond: unlimited,
  upstreamReadsPerSecond: unlimited,
}

async function schemasOf(sandboxUrl: string): Promise<string> {
  return using([() => startRelay({ sandboxUrl })], ([relay]) => fetchSchemas(relay))
}

async function live(start: Start, { restFor }: RelaySizes) {
  return using([start], async ([{ startUp, pid }]) => {
    await sleep(restFor)
    return { startUp, resident: residentOf(pid) }
  })
}

function measureRequests(
  starts: Starts,
  sandbox: SandboxServer,
  sizes: RelaySizes,
  say: Bench['say'],
) {
  return using([starts.relay, starts.bare, starts.copied], ([relay, bare, copied]) =>
    inRounds(
      byName({ relay, bare, copied }),
      { rounds: sizes.rounds, warmUps: 1 },
      (server, round) => {
        if (server === relay) say(`round ${round} of ${sizes.rounds}`)
        return runRound(server, sandbox, server === copied ? sizes.copiedRound : sizes.round)
      },
    ),
  )
}

/** Starts servers and stops them again, whatever happens. */
async function using<Wanted extends readonly Start[], Result>(
  wanted: readonly [...Wanted],
  use: (servers: { [Place in keyof Wanted]: Server }) => Promise<Result>,
): Promise<Result> {
  const servers: Server[] = []
  try {
    for (const start of wanted) servers.push(await start())
    // Safe: one server for each start, in their order.
    return await use(servers as { [Place in keyof Wanted]: Server })
  } finally {
    await Promise.all(servers.map((server) => server.stop()))
  }
}

function byName<Value>(values: Record<CandidateName, Value>): Map<CandidateName, Value> {
  return new Map(candidateNames.map((name) => [name, values[name]]))
}

function known<Value>(value: Value | undefined): Value {
  if (value === undefined) throw new Error('a candidate was not measured')
  return value
}
