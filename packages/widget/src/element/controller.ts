import type { Client } from '../client/client.js'
import { isWidgetError, WidgetError } from '../client/widget-error.js'
import { beginning, step } from './machine.js'
import type { Effect, Event, State } from './state.js'

/**
 * Runs the machine: performs what its steps ask for, one thing at a time, and reports every new
 * state. An answer to a question that is no longer asked is dropped.
 */
export function controller(
  /** Throws a `TypeError` where the options are wrong. */
  faceId: () => Client,
  /** Nothing is left to consent to. */
  agreed: () => boolean,
  changed: (now: State) => void,
): Controller {
  let state = beginning
  let turn = 0
  let timer = 0
  return { dispatch, state: () => state, stop: supersede }

  async function dispatch(event: Event): Promise<void> {
    const before = state
    const [next, effect] = step(state, event)
    state = next
    const done = effect && perform(effect)
    if (next !== before) changed(next)
    await done
  }

  function supersede(): number {
    clearTimeout(timer)
    return ++turn
  }

  async function perform(effect: Effect): Promise<void> {
    if (effect === 'prepare') {
      // The tap will show what is wrong, if anything is.
      return faceId()
        .prepare()
        .catch(() => {})
    }
    const mine = supersede()
    if (effect === 'rest') return
    if (typeof effect === 'number') {
      // A page that is not looked at asks nothing; being shown again does.
      if (!document.hidden) timer = window.setTimeout(dispatch, effect, { type: 'elapsed' })
      return
    }
    const event = await eventAfter(effect).catch(problem)
    if (mine === turn) await dispatch(event)
  }

  async function eventAfter(effect: Exclude<Effect, number>): Promise<Event> {
    const client = faceId()
    const restarts = effect === 'restart' || effect === 'forget'
    if (restarts) client.reset()
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

function problem(error: unknown): Event {
  return {
    type: 'problem',
    error: isWidgetError(error)
      ? error
      : // The client's other errors are about its options.
        new WidgetError('option_invalid', String(error), false, error),
  }
}

export interface Controller {
  /** Settles when what the step asked for is done. */
  dispatch(event: Event): Promise<void>
  state(): State
  /** Nothing that is in progress or waited for has an effect any more. */
  stop(): void
}
