// What a measurement and the sandbox's process say to each other.
import type { Outcome } from '@faceid-h5/sandbox'

export type Order = { id: number } & (
  | { kind: 'traffic' }
  | { kind: 'forget' }
  | { kind: 'finish'; outcome: Outcome }
)

export interface Report {
  id: number
  value: unknown
}

export interface Traffic {
  /** Sent so far over all connections. */
  bytes: number
  /** Result queries since the last `forget`, at most the newest 10,000. */
  reads: number
  /** The shortest time between two queries for one verification, in milliseconds. */
  smallestGap: number
}
