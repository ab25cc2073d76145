// What a request's one log line says beside route, status and time: an allow-list, filled by the routes.
import type { Mode, ReasonCode, Status } from '@faceid-h5/protocol'

export interface RequestFacts {
  scene?: string
  /** Our own id, which is no secret. */
  verification?: string
  mode?: Mode
  status?: Status
  reason?: ReasonCode
}

declare module 'fastify' {
  interface FastifyRequest {
    facts: RequestFacts
  }
}
