import type { StartResponse } from '@faceid-h5/protocol'

/**
 * Keeps what was started, one per relay, scene and reference, across the redirect. It copes with
 * storage that is blocked, full or emptied: then it remembers as long as the page lives.
 */
export function ticketStore(key: string, storage: () => Storage, now: () => number): TicketStore {
  const name = prefix + key
  return {
    get: () => parse(attempt(() => storage().getItem(name)) || memory[name]),
    put(kept) {
      memory[name] = JSON.stringify(kept)
      attempt(() => sweep(storage(), now() - threeDays))
      attempt(() => storage().setItem(name, JSON.stringify(kept)))
    },
    forget() {
      delete memory[name]
      attempt(() => storage().removeItem(name))
    },
  }
}

export interface TicketStore {
  get(): Kept | undefined
  put(kept: Kept): void
  forget(): void
}

/** Only `id` and `ticket` are there when the merchant's page handed the ticket in. */
export interface Kept extends Partial<StartResponse> {
  id: string
  ticket: string
  /** What was asked, as JSON: another question makes another verification. */
  request?: string
  /** Its status is final: nothing to go back to. */
  closed?: boolean
}

const prefix = 'faceid-h5 '
const threeDays = 3 * 24 * 60 * 60_000

// Two elements on one page must find the same verification even where storage is blocked.
const memory: Record<string, string> = {}

function parse(text: string | undefined): Kept | undefined {
  // Somebody else may have written under our name: only what can be asked about counts.
  const kept: Partial<Kept> | null | undefined = attempt(() => JSON.parse(text || 'null'))
  return kept?.id && kept.ticket ? (kept as Kept) : undefined
}

/** On a shared phone nobody's verifications should pile up. */
function sweep(storage: Storage, oldest: number): void {
  for (const name of Object.keys(storage)) {
    if (name.indexOf(prefix)) continue
    const kept = parse(storage[name])
    if (!kept?.openUntil || kept.openUntil < oldest) storage.removeItem(name)
  }
}

function attempt<T>(action: () => T): T | undefined {
  try {
    return action()
  } catch {
    return undefined
  }
}
