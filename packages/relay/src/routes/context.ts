// What the routes work with; server/context.ts makes it from the options.
import type { StartResponse } from '@faceid-h5/protocol'
import type { FastifyRequest } from 'fastify'
import type { Configuration } from '../config/load.js'
import type { TencentClient } from '../tencent/client.js'
import type { RelayKeys } from '../tokens/keys.js'
import type { StatusReader } from '../verification/status-reader.js'

export interface RouteContext {
  configuration: Configuration
  keys: RelayKeys
  auth: Auth
  client: TencentClient
  reader: StatusReader
  health: Health
  /** Counts a verification that has started. */
  onStarted(scene: string, mode: string, startedBy: string): void
  /** With webhooks: resolves once the job of a start is stored. */
  track?: (scene: string, started: StartResponse) => Promise<void>
  /** The sandbox's address, if one is used instead of Tencent. */
  sandbox: URL | undefined
  now: () => number
}

/** Who sent a request: a page of an allowed origin, or the merchant's back end. */
export interface Auth {
  /** @throws {ProblemError} if the page's origin is not allowed, or its body too large. */
  page(request: FastifyRequest): Caller
  /** @throws {ProblemError} if there is no valid API key. */
  backEnd(request: FastifyRequest): Caller
}

export interface Caller {
  by: 'browser' | 'merchant'
  /** Key of the rate limits: the client address (of IPv6 the /64) or the API key's fingerprint. */
  bucket: string
  mayUse(scene: string): boolean
}

export interface Health {
  draining: boolean
  /** What works only in part: one short sentence each, without secrets and personal data. */
  degraded(): string[]
  /** A later sentence with the same key replaces an earlier one. */
  degrade(key: string, sentence: string): void
  recover(key: string): void
}

/**
 * The token of an `Authorization: Bearer …` header (RFC 6750). Spaces are limited: V8 keeps a whole text in memory as
 * long as a part of it is in use.
 */
export function bearer(authorization: string | undefined): string | undefined {
  return /^Bearer {1,8}([\x21-\x7e]+) {0,8}$/i.exec(authorization ?? '')?.[1]
}
