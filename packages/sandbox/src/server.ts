/**
 * Tencent FaceID on your laptop: starts, stops and steers a sandbox. Not for production: it listens
 * on loopback only, unless told otherwise.
 */
import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Controls, createControls, type IssuedToken } from './control/controls.js'
import { normalizeOptions, type SandboxOptions } from './options.js'
import { createService } from './service.js'
import type { Behaviour, BehaviourAction } from './state/behaviours.js'
import type { Call } from './state/calls.js'
import type { Clock } from './state/clock.js'
import type { Outcome } from './state/outcome.js'
import { createState } from './state/state.js'

export interface Sandbox {
  /** Where it listens: the API is `POST /` there. */
  url: string
  /** What browsers reach it under. */
  publicUrl: string
  clock: Clock
  /** What was called, oldest first. */
  calls(action?: string): Call[]
  forgetCalls(): void
  /** The next `times` (default 1) calls of this action behave so. */
  next(action: BehaviourAction, behaviour: Behaviour, times?: number): void
  /** Plays the user, without a browser. */
  finish(bizToken: string, outcome?: Outcome): void
  tokens(): IssuedToken[]
  close(): Promise<void>
}

export async function createSandbox(options?: SandboxOptions): Promise<Sandbox> {
  const normalized = normalizeOptions(options)
  const state = createState(normalized, randomUUID)
  const controls: Controls = createControls(state, normalized.rules)
  let url = ''
  const app = createService({
    state,
    options: normalized,
    controls,
    publicUrl: () => normalized.publicUrl ?? url,
    randomId: randomUUID,
    wait: async (ms) => {
      if (ms > 0) await sleep(ms)
    },
  })
  url = await app.listen({ host: normalized.host, port: normalized.port })
  return {
    url,
    publicUrl: normalized.publicUrl ?? url,
    clock: state.clock,
    calls: controls.calls,
    forgetCalls: controls.forgetCalls,
    next: (action, behaviour, times = 1) => controls.next(action, behaviour, times),
    finish: (bizToken, outcome = {}) => controls.finish(bizToken, outcome),
    tokens: controls.tokens,
    close: () => app.close(),
  }
}
