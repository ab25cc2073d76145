// What is done to the world while shoppers come and go: one misfortune after the other, and some at the same time.
import type { Random } from './random.js'
import type { RelayProcess } from './relays.js'
import { accusations, startWeather } from './weather.js'
import type { World } from './world.js'

export interface Episodes {
  /** @param unit milliseconds for what is written here as one second. */
  unit: number
  random: Random
  /** Sends this many shoppers at once. */
  rush(shoppers: number): void
}

/** One round of everything. */
export async function runEpisodes(world: World, { unit, random, rush }: Episodes): Promise<void> {
  const { ledger, sandbox, redis, relays } = world
  const rest = (seconds: number) => world.market.wait(seconds * unit)
  const during = async (lane: string, name: string, act: () => Promise<void>) => {
    const event = { lane, name, from: ledger.clock(), to: 0 }
    ledger.events.push(event)
    await act()
    event.to = ledger.clock()
  }

  await during('sandbox', 'behaves', () => rest(5))
  const weather = startWeather(sandbox, random, 250)
  await during('sandbox', 'showers', async () => {
    await rest(8)
    await during('redis', 'hangs', async () => {
      redis.pause()
      await rest(5)
      redis.resume()
    })
    await rest(2)
    await during('relays', 'SIGTERM', () => replace('a', 'SIGTERM'))
    await during('redis', 'away', async () => {
      await redis.kill()
      await rest(5)
      await redis.start()
    })
    await during('relays', 'SIGKILL', () => replace('b', 'SIGKILL'))
    await rest(2)
    await during('relays', 'frozen', () => freeze('a', 3))
    await rest(2)
    rush(130)
    await rest(5)
  })
  await during('sandbox', 'results fail', async () => {
    await weather.storm('GetDetectInfoEnhanced', { kind: 'status', status: 503 }, 60)
    await rest(6)
    await weather.ease()
  })
  await during('sandbox', 'starts fail', async () => {
    await weather.storm('DetectAuth', { kind: 'reset' }, 60)
    await rest(6)
    await weather.ease()
  })
  await during('sandbox', 'account accused', () => accuse(4))
  await during('sandbox', 'showers', async () => {
    await during('redis', 'hangs, then away', async () => {
      redis.pause()
      await rest(1)
      await during('relays', 'SIGKILL', () => replace('a', 'SIGKILL'))
      await redis.kill()
      await rest(2)
      await during('relays', 'SIGTERM', () => replace('b', 'SIGTERM'))
      await redis.start()
    })
    await rest(5)
  })
  await weather.stop()

  /** As in a rolling restart: the next one is there before the last one goes. Who is killed is replaced afterwards. */
  async function replace(name: string, signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
    const old = relayOf(name)
    if (signal === 'SIGTERM') await relays.start(name)
    if (old) await relays.end(old, signal)
    if (signal === 'SIGKILL') await relays.start(name)
  }

  async function freeze(name: string, seconds: number): Promise<void> {
    const relay = relayOf(name)
    if (!relay) return
    relay.backend.excused = true
    relay.child.signal('SIGSTOP')
    await rest(seconds)
    relay.child.signal('SIGCONT')
  }

  async function accuse(seconds: number): Promise<void> {
    // Who was asked before may be told so a little later.
    world.accused.until = Number.POSITIVE_INFINITY
    for (let turn = 0; turn < seconds * 4; turn += 1) {
      await weather.storm('*', accusations[turn % accusations.length] ?? accusations[0], 2)
      await rest(0.25)
    }
    await weather.ease()
    world.accused.until = ledger.clock() + 10_000
  }

  function relayOf(name: string): RelayProcess | undefined {
    return relays.running.find((relay) => relay.name === name)
  }
}
