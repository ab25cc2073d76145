import type { Client } from '../client/client.js'
import { isWidgetError, WidgetError } from '../client/widget-error.js'
import { beginning, step } from './machine.js'
import type { Effect, Event, State } from './state.js'

/**
 * Runs the machine: performs one effect at a time and reports every new state. The result of a
 * superseded effect is dropped.
 */
export function controller(
  /** Throws a `TypeError` if an option is wrong. */
  faceId: () => Client,
  /** No consent is missing. */
  agreed: () => boolean,
  changed: (now: State) => void,
) {
  let state = beginning
  let turn = 0
  let timer = 0
  return { dispatch, state: () => state, stop: supersede }

  /** Settles when the effect is done. */
  async function dispatch(event: Event): Promise<void> {
    const before = state
    const [next, effect] = step(state, event)
    state = next
    const done = effect && perform(effect)
    if (next !== before) changed(next)
    await done
  }

  /** Cancels the current effect and timer. */
  function supersede(): number {
    clearTimeout(timer)
    return ++turn
  }

  async function perform(effect: Effect): Promise<void> {
    if (effect === 'prepare') {
      return faceId()
        .prepare()
        .catch((error) => dispatch(problem(error)))
    }
    const mine = supersede()
    if (effect === 'rest') return
    if (typeof effect === 'number') {
      // A hidden page sends no requests; `shown` resumes.
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
      const { qrCode, openUntil } = await client.start()
      return { type: 'opened', qrCode, openUntil }
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
        new WidgetError('option_invalid', `${(error as Error).message}`, false, error),
  }
}
