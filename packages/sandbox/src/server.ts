/**
 * Tencent FaceID on your laptop: starts, stops and steers a sandbox. Not for production: it listens
 * on loopback only, unless told otherwise.
 */
import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { ApiContext } from './api/context.js'
import { createControls, type IssuedToken } from './control/controls.js'
import { listen } from './listen.js'
import { normalizeOptions, type SandboxOptions } from './options.js'
import { createService } from './service.js'
import type { Behaviour, BehaviourAction } from './state/behaviours.js'
import type { Call } from './state/calls.js'
import type { Clock } from './state/clock.js'
import { createConsoleKey } from './state/console-key.js'
import type { Outcome } from './state/outcome.js'
import { createState } from './state/state.js'

export interface Sandbox {
  /** Where it listens: the API is `POST /` there. */
  url: string
  /** What browsers reach it under. */
  publicUrl: string
  /** Token life, retention, frequency caps and rates go by it; signatures go by the real time. */
  clock: Clock
  /** What was called, oldest first. */
  calls(action?: string): Call[]
  forgetCalls(): void
  /** The next `times` (default 1) calls of this action behave so. Orders are served in turn. */
  next(action: BehaviourAction, behaviour: Behaviour, times?: number): void
  /** Takes back what `next` has ordered and was not called for yet. */
  behaveAgain(): void
  /** Plays the user, without a browser. The outcome left out is a pass. */
  finish(bizToken: string, outcome?: Outcome): void
  /** Every BizToken that was issued, oldest first. */
  tokens(): IssuedToken[]
  /** The console's RSA key (PEM) for encrypted parameters. */
  encryptionPublicKey(): string
  close(): Promise<void>
}

export async function createSandbox(options?: SandboxOptions): Promise<Sandbox> {
  const normalized = normalizeOptions(options)
  let url = ''
  const context: ApiContext = {
    options: normalized,
    state: createState(normalized, randomUUID),
    consoleKey: createConsoleKey(),
    publicUrl: () => normalized.publicUrl ?? url,
    randomId: randomUUID,
    realTime: Date.now,
    wait: async (ms) => {
      // A closed sandbox must not keep a process alive to the end of a slow answer.
      if (ms > 0) await sleep(ms, undefined, { ref: false })
    },
  }
  const controls = createControls(context)
  const app = createService(context, controls)
  url = await listen(app, normalized)
  return {
    url,
    publicUrl: context.publicUrl(),
    clock: controls.clock,
    calls: controls.calls,
    forgetCalls: controls.forgetCalls,
    next: (action, behaviour, times = 1) => controls.next(action, behaviour, times),
    behaveAgain: controls.behaveAgain,
    finish: (bizToken, outcome = {}) => controls.finish(bizToken, outcome),
    tokens: controls.tokens,
    encryptionPublicKey: controls.encryptionPublicKey,
    close: () => app.close(),
  }
}
