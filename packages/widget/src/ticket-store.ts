import type { StartResponse } from '@faceid-h5/protocol'

/**
 * Keeps what was started, one per relay, scene and reference, across the redirect. It copes with
 * storage that is blocked, full or emptied: then it remembers as long as the page lives.
 */
export function ticketStore(key: string, storage: () => Storage, now: () => number): TicketStore {
  const name = prefix + key
  return { get, put, forget }

  function get(): Kept | undefined {
    const kept = parse(attempt(() => storage().getItem(name)) || memory.get(name))
    return kept && !outlived(kept, now()) ? kept : undefined
  }

  function put(kept: Kept): void {
    const text = JSON.stringify(kept)
    memory.set(name, text)
    attempt(() => {
      sweep(storage(), now())
      storage().setItem(name, text)
    })
  }

  function forget(): void {
    memory.delete(name)
    attempt(() => storage().removeItem(name))
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
const memory = new Map<string, string>()

function parse(text: string | null | undefined): Kept | undefined {
  const kept: unknown = attempt(() => JSON.parse(text || 'null'))
  // Somebody else may have written under our name: only what can be asked about counts.
  const { id, ticket } = (kept || {}) as Partial<Kept>
  return typeof id === 'string' && typeof ticket === 'string' ? (kept as Kept) : undefined
}

function outlived({ openUntil }: Kept, now: number): boolean {
  return openUntil !== undefined && openUntil + threeDays < now
}

/** On a shared phone nobody's verifications should pile up. */
function sweep(storage: Storage, now: number): void {
  for (const name of Object.keys(storage)) {
    if (name.indexOf(prefix) !== 0) continue
    const kept = parse(storage.getItem(name))
    if (!kept || outlived(kept, now)) storage.removeItem(name)
  }
}

function attempt<T>(action: () => T): T | undefined {
  try {
    return action()
  } catch {
    return undefined
  }
}
