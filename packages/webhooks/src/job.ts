import type { ReasonCode, ResultClaims } from '@faceid-h5/protocol'

export interface Verdict {
  status: ResultClaims['status']
  reason?: ReasonCode
}

/** What a job's encrypted data holds. */
export interface Job {
  /** The relay's ticket: everything about the verification. */
  ticket: string
  /** The next scheduled check, in milliseconds since 1970. A run before it was caused by a hint. */
  checkAt: number
  /** When a hint made the job due earlier: the browser returned, or a read found a final status. */
  hintedAt?: number
  /** Reads that failed in a row. */
  readErrors: number
  /** Once final. */
  verdict?: Verdict & { at: number }
  attempts: number
  /** Why the last read or attempt failed: a code. */
  problem?: string
}

export function parseJob(text: string | undefined): Job | undefined {
  if (text === undefined) return undefined
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return undefined
  }
  return isJob(value) ? value : undefined
}

function isJob(value: unknown): value is Job {
  const job = new Map<string, unknown>(Object.entries(value ?? {}))
  const verdict = new Map<string, unknown>(Object.entries(job.get('verdict') ?? {}))
  return (
    typeof job.get('ticket') === 'string' &&
    ['checkAt', 'readErrors', 'attempts'].every((name) => Number.isFinite(job.get(name))) &&
    (job.get('verdict') === undefined ||
      (['passed', 'failed', 'expired'].includes(String(verdict.get('status'))) &&
        Number.isFinite(verdict.get('at'))))
  )
}
