// The shoppers and attackers of a soak: so many at once, one after the other, each script in its turn.
import { attackOnce, attacks, comeBackAsAnother } from './attacks.js'
import { Unended } from './caller.js'
import type { Market } from './market.js'
import type { Random } from './random.js'
import { type Script, scripts } from './script.js'
import { type Shopper, visit } from './shopper.js'

export interface Crowd {
  /** Passed, with a token. */
  passed: Shopper[]
  /** Left alone until the two hours are over. */
  parked: Shopper[]
  /** Sends this many at once, beside those who are there. */
  rush(shoppers: number): void
  /** No new ones; waits for those under way. */
  stop(): Promise<void>
}

/** One visit in so many is an attacker's. */
const attackerOneIn = 6

export function startCrowd(market: Market, random: Random, slots: number): Crowd {
  const under = new Set<Promise<void>>()
  let going = true
  let place = 0
  let turn = 0
  let deck: Script[] = []
  const kinds = Object.keys(attacks)
  const crowd: Crowd = {
    passed: [],
    parked: [],
    rush(shoppers) {
      for (let one = 0; one < shoppers; one += 1) track(shop())
    },
    async stop() {
      going = false
      while (under.size > 0) await Promise.all(under)
    },
  }
  for (let slot = 0; slot < slots; slot += 1) track(keepShopping())
  return crowd

  function track(work: Promise<void>): void {
    under.add(work)
    void work.finally(() => under.delete(work))
  }

  async function keepShopping(): Promise<void> {
    // Not all in the same moment.
    await market.wait(random.below(1_500))
    while (going) await (random.below(attackerOneIn) === 0 ? attack() : shop())
  }

  function shop(): Promise<void> {
    place += 1
    const [mine, script] = [place, draw()]
    return tolerate(market, `${script.scene}: ${script.kind}`, async () => {
      const shopper = await visit(market, script, mine)
      if (shopper.token !== undefined) crowd.passed.push(shopper)
      else crowd.parked.push(shopper)
    })
  }

  async function attack(): Promise<void> {
    // One of the last ones: their tokens are good for ten minutes.
    const victim = crowd.passed.at(-1 - random.below(Math.min(20, crowd.passed.length || 1)))
    if (victim === undefined) return shop()
    place += 1
    turn += 1
    const [mine, kind] = [place, kinds[turn % (kinds.length + 1)]]
    await tolerate(market, `attack, ${kind}`, async () => {
      if (kind === undefined) crowd.parked.push(await comeBackAsAnother(market, victim, mine))
      else await attackOnce(market, kind, victim, mine)
    })
  }

  /** Every script once, in an order of its own, before one comes again. */
  function draw(): Script {
    if (deck.length === 0) {
      deck = scripts
        .map((script) => ({ script, at: random.next() }))
        .sort((one, other) => one.at - other.at)
        .map(({ script }) => script)
    }
    // Safe: it was just filled.
    return deck.pop() as Script
  }
}

/** What goes wrong with one is written down, and stops nobody else. */
export async function tolerate(
  { ledger }: Market,
  name: string,
  act: () => Promise<void>,
): Promise<void> {
  try {
    await act()
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    if (error instanceof Unended) ledger.unended.push(`${name}: ${message}`)
    else ledger.unclear.push(`${name}: ${message}`)
  }
}

/** `act` for each, so many at once. */
export async function eachOf<T>(
  list: readonly T[],
  slots: number,
  act: (one: T) => Promise<void>,
): Promise<void> {
  const waiting = [...list]
  const work = async () => {
    for (let one = waiting.shift(); one !== undefined; one = waiting.shift()) await act(one)
  }
  await Promise.all(Array.from({ length: slots }, work))
}
