// Holds what a soak has written down against what was promised. One wrong outcome is one too many.
import type { Target } from '../section.js'
import { inWords, type Ledger } from './ledger.js'
import type { MemoryWatch } from './memory.js'

export interface Found {
  ledger: Ledger
  /** Secrets found in the relays' logs. */
  leaks: readonly string[]
  unexpectedEnds: readonly string[]
  /** What relays wrote to their error output. */
  errorOutput: readonly string[]
  kept: MemoryWatch['kept']
}

/** What may still be kept after a collection, for each verification that came since the first look. */
const keptPerVerification = 2 * 1_024
/** What may come and go by itself. */
const breathing = 4 * 1_024 * 1_024

export function judge(found: Found): Target[] {
  const { ledger, leaks, unexpectedEnds, errorOutput } = found
  const { lost, unclear, unended, wrong } = ledger
  return [
    none('wrong outcomes: states, results, evidence, addresses', wrong),
    none('verifications without an end', [...unended, ...openAccounts(ledger)]),
    none('answers that are neither right nor a problem one can act on', unclear),
    none('attacks that were not refused', admitted(ledger)),
    none('answers lost by relays that were neither killed nor frozen', lost.unexcused),
    none('secrets in logs: tickets, BizTokens, names, ID numbers, keys', leaks),
    none('relays that ended by themselves or not as told', unexpectedEnds),
    none('lines on the relays’ error output', errorOutput),
    flat(found),
  ]
}

function none(what: string, found: readonly string[]): Target {
  const counted = new Map<string, number>()
  for (const one of found) counted.set(one, (counted.get(one) ?? 0) + 1)
  const shown = [...counted].slice(0, 5).map(([one, times]) => `${times} × ${one}`)
  const measured = found.length === 0 ? '0' : `${found.length}: ${shown.join('; ')}`
  return { what, wanted: '0', measured, met: found.length === 0 }
}

function openAccounts({ accounts, wrong }: Ledger): string[] {
  return [...accounts].flatMap(([kind, { begun, ended, expected }]) => {
    // A wrong end is an end, and counted where it belongs.
    const ends = ended + wrong.filter((one) => one.startsWith(`${kind}: expected`)).length
    const open = begun - ends
    const line = `${kind}, to be ${inWords(expected)}: ${begun} begun, ${ends} ended`
    return open === 0 ? [] : Array.from({ length: Math.abs(open) }, () => line)
  })
}

function admitted({ attacks }: Ledger): string[] {
  return [...attacks].flatMap(([kind, { tried, refused }]) =>
    Array.from({ length: tried - refused }, () => kind),
  )
}

/** Between the first look, with everything warm, and the last one, with nobody there. */
function flat({ kept }: Found): Target {
  const what = 'memory of the relay that lives through, after a collection'
  const wanted = `at most ${keptPerVerification / 1_024} kB more a verification, and ${breathing / 2 ** 20} MB`
  const [first, last] = [kept[0], kept.at(-1)]
  if (first === undefined || last === undefined || first === last) {
    return { what, wanted, measured: 'not looked at twice', met: false }
  }
  const grown =
    last.memory.heapUsed + last.memory.external - first.memory.heapUsed - first.memory.external
  const since = last.answered - first.answered
  return {
    what,
    wanted,
    measured: `${megabytes(grown)} MB more after ${since} more verifications`,
    met: grown <= breathing + since * keptPerVerification,
  }
}

export function megabytes(bytes: number): string {
  return (bytes / 2 ** 20).toFixed(1)
}
