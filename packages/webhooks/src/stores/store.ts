/** `tracking`: not final yet, may be checked earlier. `delivering`: final, waits for its next attempt. */
export type Phase = 'tracking' | 'delivering'

/** A job as a store keeps it: `id` is the `webhook-id`, `data` is encrypted. */
export interface StoredJob {
  id: string
  data: string
}

/** As a store writes it under its id. */
export interface JobRecord {
  data: string
  at: number
  phase: Phase
}

export interface ListedJob extends StoredJob {
  state: Phase | 'dead'
  /** Milliseconds since 1970: the next check or attempt; for a dead letter, when delivery ended. */
  at: number
}

/** What happens to a job after its handler has run. */
export type Outcome =
  | { kind: 'done' }
  | ({ kind: 'again' } & JobRecord)
  /** Kept as a dead letter for `deadLetterTtlMs`. */
  | { kind: 'dead'; data: string }

export type Handler = (job: StoredJob) => Promise<Outcome>

/**
 * Jobs with due times. A job is run at least once: if the process ends while the handler runs, the job is run
 * again after the restart, or by another relay.
 */
export interface JobStore {
  /** Resolves once the job is durable. A second job with the same id changes nothing. Rejects if the store fails. */
  add(id: string, data: string, at: number): Promise<void>
  /** Makes a job of phase `tracking` due earlier, also while it runs. Does nothing for other jobs. */
  hasten(id: string, at: number): Promise<void>
  /** Runs due jobs in the order of their due times until `close`. If the handler rejects, the job runs again in 60 s. */
  run(handler: Handler, concurrency: number): void
  counts(): Promise<{ waiting: number; dead: number }>
  /** Dead letters first. */
  list(limit: number): Promise<ListedJob[]>
  /** The data of a dead letter. */
  deadLetter(id: string): Promise<string | undefined>
  /** Makes a dead letter due at once. @returns false if there is none with this id. */
  retry(id: string, data: string): Promise<boolean>
  /** Takes no more jobs and waits for the running handlers, at most 3 s: a job whose handler is cut off runs again. */
  close(): Promise<void>
}

export interface StoreOptions {
  /** Milliseconds since 1970. */
  now: () => number
  warn: (details: object, message: string) => void
  /** For a command beside a running relay: runs no jobs and takes no lock of the folder. `list` only reads. */
  operator?: 'list' | 'retry'
}

export const deadLetterTtlMs = 7 * 24 * 3_600_000
export const afterHandlerErrorMs = 60_000
export const closeMs = 3_000
