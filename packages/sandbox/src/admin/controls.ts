/** What a test can change: outcomes, misbehaviour and the clock. Invalid input throws a TypeError. */
import { authorizeUrl } from '../api/authorize-url.js'
import type { ApiContext } from '../api/context.js'
import { SandboxError } from '../errors.js'
import type { Rule } from '../rules.js'
import { type Behaviour, type BehaviourAction, behaviourKinds } from '../state/behaviours.js'
import type { Call } from '../state/calls.js'
import type { Clock } from '../state/clock.js'
import { type Outcome, omittableFields } from '../state/outcome.js'
import { finish, finished, type Verification } from '../state/verification.js'

type Shown = 'bizToken' | 'ruleId' | 'createdAt' | 'request' | 'face' | 'intention'

export interface IssuedToken extends Pick<Verification, Shown> {
  url: string
  attempts: number
  finished: boolean
}

export interface Controls {
  /** Token life, retention, frequency caps and rates follow it. Signatures follow the real time. */
  clock: Clock
  /** The calls that the API received, oldest first. */
  calls(action?: string): Call[]
  forgetCalls(): void
  /** Every BizToken that was issued, oldest first. */
  tokens(): IssuedToken[]
  rules(): Readonly<Record<string, Rule>>
  /** The next `times` (default 1) calls of this action behave so. Orders are served in turn. */
  next(action: BehaviourAction, behaviour: Behaviour, times?: number): void
  /** Removes the behaviours that `next` has queued. */
  behaveAgain(): void
  /** Completes a verification without a browser. The default outcome is a pass. */
  finish(bizToken: string, outcome?: Outcome): void
}

export function createControls(context: ApiContext): Controls {
  const { state, options } = context
  return {
    clock: state.clock,
    calls: (action) => state.calls.list(action),
    forgetCalls: () => state.calls.clear(),
    tokens: () =>
      state.tokens.all().map((verification) => {
        const { bizToken, ruleId, createdAt, request, face, intention } = verification
        return {
          ...{ bizToken, ruleId, createdAt, request, face, intention },
          url: authorizeUrl(context.publicUrl(), bizToken),
          attempts: verification.attempts.length,
          finished: finished(verification),
        }
      }),
    rules: () => options.rules,
    next: (action, behaviour, times = 1) =>
      state.behaviours.add(readAction(action), readBehaviour(behaviour), times),
    behaveAgain: () => state.behaviours.clear(),
    finish(bizToken, outcome = {}) {
      const verification = state.tokens.find(String(bizToken))
      if (verification === 'unknown')
        throw new SandboxError('token_unknown', '`bizToken` was not issued by this sandbox')
      if (verification === 'expired')
        throw new SandboxError('token_forgotten', '`bizToken` is older than three days')
      finish(verification, readOutcome(outcome), state.clock.now())
    },
  }
}

function readAction(action: unknown): BehaviourAction {
  if (action === 'DetectAuth' || action === 'GetDetectInfoEnhanced' || action === '*') return action
  throw new TypeError('`action` must be DetectAuth, GetDetectInfoEnhanced or *')
}

function readBehaviour(behaviour: unknown): Behaviour {
  const known = behaviour as Behaviour | null | undefined // its parts are checked on the next lines
  if (!known || !behaviourKinds.includes(known.kind))
    throw new TypeError(`\`behaviour.kind\` must be one of ${behaviourKinds.join(', ')}`)
  if (known.kind === 'slow' && !(known.ms >= 0))
    throw new TypeError('`behaviour.ms` must be zero or more')
  if (known.kind === 'status' && !(known.status >= 200 && known.status <= 599))
    throw new TypeError('`behaviour.status` must be 200 to 599')
  if (known.kind === 'error' && typeof known.code !== 'string')
    throw new TypeError('`behaviour.code` must be an error code')
  return known
}

function readOutcome(outcome: unknown): Outcome {
  if (typeof outcome !== 'object' || outcome === null)
    throw new TypeError('`outcome` must be an object')
  const known: Outcome = outcome
  for (const name of ['face', 'intention'] as const)
    if (known[name] !== undefined && known[name] !== null && !Number.isInteger(known[name]))
      throw new TypeError(`\`outcome.${name}\` must be a code or null`)
  for (const field of known.omit ?? [])
    if (!omittableFields.includes(field))
      throw new TypeError(`\`outcome.omit\` must be of ${omittableFields.join(', ')}`)
  return known
}
