// The chapter about growth: more and more open verifications on one relay, and on two that share a Redis.
import { setTimeout as sleep } from 'node:timers/promises'
import { cpuOf } from '../process-usage.js'
import type { Bench, Section } from '../section.js'
import { startRedis } from '../servers/redis.js'
import { startRelay } from '../servers/relay.js'
import { type SandboxServer, startSandbox } from '../servers/sandbox.js'
import type { Server } from '../servers/server.js'
import { type Growth, growthReport } from './growth-report.js'
import { measureStep, type Step, type StepSize } from './step.js'

export interface GrowthSizes extends StepSize {
  steps: readonly number[]
}

const fullSizes: GrowthSizes = {
  steps: [10, 100, 1_000, 10_000],
  leadIn: 3_000,
  duration: 10_000,
}
const quickSizes: GrowthSizes = { steps: [10, 100], leadIn: 500, duration: 1_500 }

export async function measureGrowth({ quick, tools, say }: Bench): Promise<Section> {
  const sizes = quick ? quickSizes : fullSizes
  const sandbox = await startSandbox({
    latencyMs: 30,
    requestsPerSecond: unlimited,
    videoBytes: 0,
  })
  try {
    const alone = await measureAlone(sandbox, sizes, say)
    const shared = await measureShared(sandbox, sizes, tools.REDIS_SERVER, say)
    return growthReport({ alone, ...shared }, sizes)
  } finally {
    await sandbox.stop()
  }
}

const unlimited = 1_000_000_000

/** Only what the start of so many from one address needs; reads keep the limits that ship. */
const limits = { merchantStartsPerMinute: unlimited }

async function measureAlone(
  sandbox: SandboxServer,
  sizes: GrowthSizes,
  say: Bench['say'],
): Promise<Step[]> {
  const relay = await startRelay({ sandboxUrl: sandbox.url, limits })
  try {
    return await measureSteps([relay], sandbox, sizes, say)
  } finally {
    await relay.stop()
  }
}

async function measureShared(
  sandbox: SandboxServer,
  sizes: GrowthSizes,
  program: string,
  say: Bench['say'],
): Promise<Omit<Growth, 'alone'>> {
  const redis = await startRedis(program)
  const relays: Server[] = []
  try {
    for (let count = 0; count < 2; count += 1) {
      relays.push(await startRelay({ sandboxUrl: sandbox.url, limits, redisUrl: redis.url }))
    }
    const before = { cpu: cpuOf(redis.pid), at: performance.now(), used: await redis.usedMemory() }
    const shared = await measureSteps(relays, sandbox, sizes, say)
    const cores = (cpuOf(redis.pid) - before.cpu) / (performance.now() - before.at)
    // What is left when the counters of the limits have ended: an entry for each verification that was read.
    await sleep(6_000)
    const entries = Math.max(1, await redis.keys())
    const redisBytes = ((await redis.usedMemory()) - before.used) / entries
    return { shared, redisCores: cores, redisBytes }
  } finally {
    await Promise.all(relays.map((relay) => relay.stop()))
    await redis.stop()
  }
}

async function measureSteps(
  relays: readonly Server[],
  sandbox: SandboxServer,
  sizes: GrowthSizes,
  say: Bench['say'],
): Promise<Step[]> {
  const steps: Step[] = []
  for (const open of sizes.steps) {
    say(`${open} open verifications on ${relays.length === 1 ? 'one relay' : 'two relays'}`)
    steps.push(await measureStep(relays, sandbox, open, sizes))
  }
  return steps
}
