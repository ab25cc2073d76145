// How much memory relays take: the resident size of each by the second, and of the one that lives through what is left
// after a collection.
import { readFileSync } from 'node:fs'
import type { RelayProcess, Relays } from './relays.js'
import type { Answer } from './steered-preload.js'

export interface MemoryWatch {
  /** Resident bytes by process id, by the time of the run. */
  resident: Map<number, { name: string; values: { at: number; bytes: number }[] }>
  /** After a collection, in the relay that lives through. */
  kept: { when: string; answered: number; memory: Answer }[]
  look(when: string, answered: number): Promise<void>
  stop(): void
}

export function watchMemory(relays: Relays, clock: () => number, everyMs: number): MemoryWatch {
  const resident: MemoryWatch['resident'] = new Map()
  const counted = setInterval(() => {
    for (const { name, child } of relays.running) {
      const bytes = residentBytes(child.pid)
      if (bytes === undefined) continue
      const series = resident.get(child.pid) ?? { name, values: [] }
      resident.set(child.pid, series)
      series.values.push({ at: clock(), bytes })
    }
  }, everyMs)
  const kept: MemoryWatch['kept'] = []
  return {
    resident,
    kept,
    async look(when, answered) {
      const steady = relays.running.find(isSteady)
      if (steady) kept.push({ when, answered, memory: await steady.child.ask({ order: 'memory' }) })
    },
    stop: () => clearInterval(counted),
  }
}

const isSteady = ({ name }: RelayProcess) => name === 'steady'

/** Linux only; elsewhere there is no such file, and no series. */
function residentBytes(pid: number): number | undefined {
  try {
    const kilobytes = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]
    return kilobytes === undefined ? undefined : Number(kilobytes) * 1_024
  } catch {
    return undefined
  }
}
