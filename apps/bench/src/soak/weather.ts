// How the sandbox misbehaves: every kind it knows, in showers of a few calls each, and in storms.
import type { Behaviour, BehaviourAction } from '@faceid-h5/sandbox'
import type { Random } from './random.js'
import type { SandboxProcess } from './sandbox-process.js'

interface Shower {
  behaviour: Behaviour
  action: BehaviourAction
  times: number
}

const error = (code: string): Behaviour => ({ kind: 'error', code })

/** What is over soon, for either call. */
const showers: readonly [Behaviour, ...Behaviour[]] = [
  { kind: 'slow', ms: 300 },
  { kind: 'slow', ms: 2_000 },
  { kind: 'reset' },
  { kind: 'reset', midBody: true },
  { kind: 'status', status: 500 },
  { kind: 'status', status: 502 },
  { kind: 'status', status: 503 },
  { kind: 'status', status: 429 },
  { kind: 'status', status: 404 },
  { kind: 'empty' },
  { kind: 'html' },
  { kind: 'truncated' },
  error('RequestLimitExceeded'),
  error('RequestLimitExceeded.UinLimitExceeded'),
  error('LimitExceeded'),
  error('InternalError'),
  error('InternalError.UnKnown'),
  error('ServiceUnavailable'),
  error('ResourceUnavailable'),
  error('FailedOperation.UnKnown'),
  { kind: 'ok' },
]

/** Beyond the relay's deadline, so that few are enough. */
const silences: readonly [Behaviour, ...Behaviour[]] = [
  { kind: 'hang' },
  { kind: 'slow', ms: 9_000 },
]

/** What says that the merchant's account or the relay's settings are not in order. */
export const accusations: readonly [Behaviour, ...Behaviour[]] = [
  error('UnauthorizedOperation.Arrears'),
  error('UnauthorizedOperation.Nonactivated'),
  error('AuthFailure.SignatureExpire'),
  error('AuthFailure.SecretIdNotFound'),
  error('InvalidParameterValue.RuleIdDisabled'),
  error('InvalidParameter'),
  error('Unheard.Of'),
]

/** Said of tokens that are good: only while nothing can end for it. */
const forgetful = error('InvalidParameterValue.BizTokenExpired')

const actions: readonly [BehaviourAction, ...BehaviourAction[]] = [
  'DetectAuth',
  'GetDetectInfoEnhanced',
  'GetDetectInfoEnhanced',
  '*',
]

/** @param late the two hours are over: a token called expired would then be believed, as it has to be. */
export function nextShower(random: Random, late: boolean): Shower {
  const chance = random.next()
  if (chance < 0.04)
    return { behaviour: random.pick(silences), action: random.pick(actions), times: 1 }
  if (chance < 0.1 && !late) {
    return { behaviour: forgetful, action: 'GetDetectInfoEnhanced', times: 1 + random.below(2) }
  }
  return {
    behaviour: random.pick(showers),
    action: random.pick(actions),
    times: 1 + random.below(3),
  }
}

export interface Weather {
  /** Nothing but this many calls of one kind, for a while. */
  storm(action: BehaviourAction, behaviour: Behaviour, times: number): Promise<void>
  /** Showers again. */
  ease(): Promise<void>
  stop(): Promise<void>
}

/** Orders a shower every so often. What nobody has called for by the next one is taken back, or it would pile up. */
export function startWeather(
  sandbox: SandboxProcess,
  random: Random,
  everyMs: number,
  late = false,
): Weather {
  let showering = true
  const counted = setInterval(async () => {
    if (!showering) return
    const { action, behaviour, times } = nextShower(random, late)
    await sandbox.behaveAgain()
    if (showering) await sandbox.next(action, behaviour, times)
  }, everyMs)
  return {
    async storm(action, behaviour, times) {
      showering = false
      await sandbox.next(action, behaviour, times)
    },
    async ease() {
      await sandbox.behaveAgain()
      showering = true
    },
    async stop() {
      showering = false
      clearInterval(counted)
      await sandbox.behaveAgain()
    },
  }
}
