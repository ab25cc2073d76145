import type { FaceId } from './face-id.js'
import { beginning, step } from './machine.js'
import type { Effect, Happening, Situation } from './situation.js'
import { isWidgetError, WidgetError } from './widget-error.js'

/**
 * Runs the machine: performs what its steps ask for, one thing at a time, and reports every new
 * situation. An answer to a question that is no longer asked is dropped.
 */
export function controller({ faceId, visible, agreed, changed, clock }: Circumstances): Controller {
  let situation = beginning
  let turn = 0
  let timer: ReturnType<Clock['set']> | undefined

  return {
    dispatch,
    situation: () => situation,
    stop: () => supersede(),
  }

  function dispatch(happening: Happening): Promise<void> {
    const before = situation
    const [next, effect] = step(situation, happening)
    situation = next
    const done = effect === undefined ? Promise.resolve() : perform(effect)
    if (next !== before) changed(next, before)
    return done
  }

  function supersede(): number {
    if (timer !== undefined) clock.clear(timer)
    timer = undefined
    return ++turn
  }

  async function perform(effect: Effect): Promise<void> {
    // The tap will show what is wrong, if anything is.
    if (effect === 'prepare')
      return faceId()
        .prepare()
        .catch(() => {})
    const mine = supersede()
    if (effect === 'rest') return
    if (typeof effect === 'number') {
      // A page that is not looked at asks nothing; being shown again does.
      if (visible()) timer = clock.set(() => dispatch({ type: 'elapsed' }), effect)
      return
    }
    let happening: Happening
    try {
      happening = await happeningAfter(effect)
    } catch (error) {
      happening = { type: 'problem', error: widgetError(error) }
    }
    if (mine === turn) await dispatch(happening)
  }

  async function happeningAfter(effect: Exclude<Effect, number>): Promise<Happening> {
    const client = faceId()
    if (effect === 'restart' || effect === 'forget') client.reset()
    if (effect === 'restart' || (effect === 'start' && (agreed() || client.resumable()))) {
      const { qrCode } = await client.start()
      return { type: 'opened', qrCode }
    }
    const outcome = effect === 'start' ? null : await client.check()
    return outcome
      ? { type: 'read', outcome, qrCode: client.kept()?.qrCode }
      : { type: 'nothing', offer: await client.offer() }
  }
}

function widgetError(error: unknown): WidgetError {
  if (isWidgetError(error)) return error
  // The client's other errors are about its options.
  const { message } = error as Error
  return new WidgetError('option_invalid', message, false, error)
}

export interface Circumstances {
  /** Throws a `TypeError` where the options are wrong. */
  faceId: () => FaceId
  visible: () => boolean
  /** Nothing is left to consent to. */
  agreed: () => boolean
  changed: (now: Situation, before: Situation) => void
  clock: Clock
}

export interface Clock {
  set(action: () => void, milliseconds: number): number
  clear(timer: number): void
}

export interface Controller {
  /** Settles when what the step asked for is done. */
  dispatch(happening: Happening): Promise<void>
  situation(): Situation
  /** Nothing that is under way has an effect any more. */
  stop(): void
}
