// The counts of a soak, written for people.
import type { Table } from '../section.js'
import { megabytes } from './judgement.js'
import { inWords, type Ledger } from './ledger.js'
import type { MemoryWatch } from './memory.js'

export function outcomeTable({ accounts }: Ledger): Table {
  const scenes = new Map<string, { begun: number; ended: number; ends: Map<string, number> }>()
  for (const [kind, { begun, ended, expected }] of accounts) {
    const scene = kind.split(':')[0] ?? kind
    const row = scenes.get(scene) ?? { begun: 0, ended: 0, ends: new Map() }
    scenes.set(scene, row)
    row.begun += begun
    row.ended += ended
    row.ends.set(inWords(expected), (row.ends.get(inWords(expected)) ?? 0) + ended)
  }
  return {
    caption: 'Verifications by scene: what they had to come to, and how many came to exactly that',
    columns: ['scene', 'begun', 'ended as expected', 'of these'],
    rows: [...scenes].map(([scene, { begun, ended, ends }]) => [
      scene,
      String(begun),
      String(ended),
      counted(ends),
    ]),
  }
}

export function retryTable({ retried, refusedByAccount, lost }: Ledger): Table {
  const rows = [...retried]
    .sort(([, one], [, other]) => other.answers - one.answers)
    .map(([code, { answers, callers, most }]) => [code, `${answers}`, `${callers}`, `${most}`])
  for (const [code, times] of refusedByAccount) {
    rows.push([`${code}, while the account was accused`, `${times}`, '', ''])
  }
  rows.push(['answers lost by relays killed or frozen on purpose', `${lost.excused}`, '', ''])
  return {
    caption: 'Told to try again, and why',
    columns: ['code', 'answers', 'calls that met it', 'most in one call'],
    rows,
  }
}

export function attackTable({ attacks }: Ledger): Table {
  return {
    caption: 'Attacks in between',
    columns: ['attack', 'tried', 'refused with the right code'],
    rows: [...attacks].map(([kind, { tried, refused }]) => [kind, `${tried}`, `${refused}`]),
  }
}

/** @param log lines of the relays. */
export function upstreamTable(log: readonly string[], ordered: ReadonlyMap<string, number>): Table {
  const calls = new Map<string, number>()
  for (const line of log) {
    const found = /"upstream":\{"action":"(\w+)",[^}]*"code":"([^"]+)"/.exec(line)
    if (found === null) continue
    const key = `${found[1]} ${found[2]}`
    calls.set(key, (calls.get(key) ?? 0) + 1)
  }
  const codes = new Set([...calls.keys()].map((key) => key.split(' ')[1] ?? ''))
  const times = (action: string, code: string) => String(calls.get(`${action} ${code}`) ?? 0)
  return {
    caption: `Calls to the sandbox as the relays saw them end. Ordered were: ${counted(ordered)}`,
    columns: ['code', 'DetectAuth', 'GetDetectInfoEnhanced'],
    rows: [...codes]
      .sort()
      .map((code) => [code, times('DetectAuth', code), times('GetDetectInfoEnhanced', code)]),
  }
}

export function memoryTable({ kept, resident }: MemoryWatch): Table {
  const rows = kept.map(({ when, answered, memory }) => [
    `steady, ${when}`,
    String(answered),
    megabytes(memory.heapUsed + memory.external),
    megabytes(memory.rss),
  ])
  for (const { name, values } of resident.values()) {
    const bytes = values.map((value) => value.bytes)
    const [first, last] = [values[0], values.at(-1)]
    if (first === undefined || last === undefined) continue
    const lived = Math.round((last.at - first.at) / 1_000)
    const range = `${megabytes(Math.min(...bytes))}–${megabytes(Math.max(...bytes))}`
    rows.push([`${name}, lived ${lived} s`, '', '', range])
  }
  return {
    caption: 'Memory of the relays: after a collection, and resident from least to most',
    columns: ['relay', 'verifications by then', 'kept, MB', 'resident, MB'],
    rows,
  }
}

function counted(entries: ReadonlyMap<string, number>): string {
  return [...entries]
    .sort(([, one], [, other]) => other - one)
    .map(([name, times]) => `${times} ${name}`)
    .join(', ')
}
