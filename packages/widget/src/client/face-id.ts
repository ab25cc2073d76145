import type { VerificationState } from '@faceid-h5/protocol'
import { browser, type Platform } from '../environment/platform.js'
import { type Client, faceIdClient } from './client.js'
import type { FaceIdOptions } from './options.js'

/**
 * The headless client: one scene and reference in this browser, for a page with its own UI. Every
 * promise settles and rejects with a `WidgetError` only.
 */
export function createFaceId(options: FaceIdOptions, platform: Platform = browser): FaceId {
  const { kept, resumable, ...client } = faceIdClient(options, platform)
  return { ...client, resume }

  function wait(milliseconds: number): Promise<void> {
    return new Promise((resolve) => platform.after(milliseconds, resolve))
  }

  async function resume(): Promise<VerificationState | null> {
    const open = kept()
    if (!open) return null
    const { id, openUntil = 0 } = open
    let seen: VerificationState | null = {
      id,
      status: 'pending',
      final: false,
      openUntil,
      nextPollAfterMs: 1_000,
    }
    let patient = true
    const asking = (async () => {
      do {
        seen = await client.check()
        if (seen?.status !== 'pending') break
        await wait(seen.nextPollAfterMs)
      } while (patient)
    })()
    await Promise.race([asking, wait(patience)])
    patient = false
    return seen
  }
}

export interface FaceId extends Omit<Client, 'kept' | 'resumable'> {
  /** Polls until the status is not pending, for at most 15 seconds; null: nothing is open. */
  resume(): Promise<VerificationState | null>
}

const patience = 15_000
