// What the routes work with; server/context.ts makes it from the options.
import type { StartResponse } from '@faceid-h5/protocol'
import type { Configuration } from '../config/load.js'
import type { TencentClient } from '../tencent/client.js'
import type { RelayKeys } from '../tokens/keys.js'
import type { StatusReader } from '../verification/status-reader.js'
import type { createAuth } from './auth.js'

export interface RouteContext {
  configuration: Configuration
  keys: RelayKeys
  auth: ReturnType<typeof createAuth>
  client: TencentClient
  reader: StatusReader
  health: {
    draining: boolean
    /** What works only in part: one short sentence each, without secrets and personal data. */
    degraded: Map<string, string>
  }
  /** Counts a verification that has started. */
  onStarted(scene: string, mode: string, startedBy: string): void
  /** With webhooks: resolves once the job of a start is stored. */
  track?: (scene: string, started: StartResponse) => Promise<void>
  /** The sandbox's address, if one is used instead of Tencent. */
  sandbox: URL | undefined
  now: () => number
}
