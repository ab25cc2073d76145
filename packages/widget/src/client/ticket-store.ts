import type { StartResponse } from '@faceid-h5/protocol'
import type { Platform } from '../environment/platform.js'

/**
 * Stores the started verification per relay, scene and reference across the redirect. If storage is
 * blocked, full or emptied, it lasts as long as the page.
 */
export function ticketStore(key: string, platform: StorePlatform) {
  const { storage, now, report } = platform
  const name = prefix + key
  return {
    get: () => parse(attempt(() => storage().getItem(name)) || memory[name]),
    put(kept: Kept): void {
      memory[name] = JSON.stringify(kept)
      attempt(() => sweep(storage(), now() - threeDays))
      attempt(
        () => storage().setItem(name, memory[name] || ''),
        () => report('storage_blocked', 'localStorage is blocked: set `ticket`'),
      )
    },
    forget(): void {
      delete memory[name]
      attempt(() => storage().removeItem(name))
    },
  }
}

export type StorePlatform = Pick<Platform, 'storage' | 'now' | 'report'>

/** Only `id` and `ticket` if the merchant's page handed the ticket in. */
export interface Kept extends Partial<StartResponse> {
  id: string
  ticket: string
  /** The request as JSON: another request makes another verification. */
  request?: string
  /** Its status is final. */
  closed?: boolean
}

const prefix = 'faceid-h5 '
const threeDays = 3 * 24 * 60 * 60_000

// Two elements on one page find the same verification even if storage is blocked.
const memory: Record<string, string> = {}

function parse(text: string | undefined): Kept | undefined {
  // Other code may have written under this name: only an id with a ticket counts.
  const kept: Partial<Kept> | null | undefined = attempt(() => JSON.parse(text || 'null'))
  return kept?.id && kept.ticket ? (kept as Kept) : undefined
}

/** Verifications of others do not pile up on a shared phone. */
function sweep(storage: Storage, oldest: number): void {
  for (const name of Object.keys(storage)) {
    if (name.indexOf(prefix)) continue
    const kept = parse(storage[name])
    if (!kept?.openUntil || kept.openUntil < oldest) storage.removeItem(name)
  }
}

function attempt<T>(action: () => T, failed = () => {}): T | undefined {
  try {
    return action()
  } catch {
    failed()
    return undefined
  }
}
