import type { Effect, Event, State, StateName } from './state.js'

/**
 * The next state and the effect of an event: pure, without DOM, network or clock. An event that the
 * table does not list changes nothing.
 */
export function step(state: State, event: Event): Step {
  // The table pairs each state and event with the handler for exactly these.
  const row = table[state.name] as Partial<Record<Event['type'], AnyHandler>>
  const handler = event.type === 'reset' ? forget : row[event.type]
  return handler ? handler(state, event) : [state]
}

export type Step = [next: State, effect?: Effect | undefined]

export const beginning: State = { name: 'checking', reads: 0 }

type In<N extends StateName> = Extract<State, { name: N }>
type Of<T extends Event['type']> = Extract<Event, { type: T }>
type Table = {
  [N in StateName]: {
    [T in Event['type']]?: (state: In<N>, event: Of<T>) => Step
  }
}
type AnyHandler = (state: State, event: Event) => Step

/** A result token is valid for ten minutes: a form that stays open needs a fresh one. */
const refreshMs = 8 * 60_000
/** A navigation that has not left the page by then has failed. */
const departureMs = 10_000
const firstPollMs = 2_000
const troubleMs = 5_000

const look = (): Step => [beginning, 'look']
const lookBehind = (state: State): Step => [state, 'look']
const read = (state: State): Step => [state, 'read']
const rest = (state: State): Step => [state, 'rest']
const forget = (): Step => [beginning, 'forget']
const start = (): Step => [{ name: 'starting' }, 'start']

/** A new verification needs a new consent: `forget` leads back to the checkbox. */
const restart = (_: State, { agreed }: { agreed: boolean }): Step =>
  agreed ? [{ name: 'starting' }, 'restart'] : forget()

function trouble(state: State, { error }: Of<'problem'>): Step {
  // Backs off, so that a relay in trouble does not get all polls at once.
  const wait = state.name === 'error' ? Math.min(state.wait * 2, refreshMs) : troubleMs
  return [{ name: 'error', error, again: 'look', wait }, error.retryable ? wait : 'rest']
}

function offered(state: State, { offer }: Of<'nothing'>): Step {
  const reminded = state.name === 'ready' && state.reminded
  return offer === 'here' || offer === 'handoff'
    ? [{ name: 'ready', offer, reminded }, 'rest']
    : [{ name: 'elsewhere', offer, copied: undefined }, 'rest']
}

function settled(state: State, { outcome, qrCode }: Of<'read'>): Step {
  const { status, final, openUntil } = outcome
  const wait = outcome.nextPollAfterMs || firstPollMs
  if (status === 'passed') return [{ name: status, outcome }, refreshMs]
  if (status === 'expired') return [{ name: status, outcome }, 'rest']
  if (status === 'failed') return [{ name: status, outcome, qrCode }, final ? 'rest' : wait]
  if (qrCode) return [{ name: 'handoff', qrCode, openUntil }, wait]
  // After the return the result can be a moment late: one more read before "not completed".
  return state.name === 'checking' && !state.reads
    ? [{ name: 'checking', reads: 1 }, wait]
    : [{ name: 'waiting' }, wait]
}

const answers = { read: settled, nothing: offered, problem: trouble, restart }
const polling = { ...answers, elapsed: read, hidden: rest, shown: read }

const table: Table = {
  checking: { ...polling, shown: lookBehind },
  ready: {
    ...answers,
    // Preparation has failed. The tap repeats it if that can help.
    problem: (state, event) => (event.error.retryable ? [state] : trouble(state, event)),
    start: (state, { agreed }) => (agreed ? start() : [{ ...state, reminded: true }]),
    intent: (state, { agreed }) => [state, agreed ? 'prepare' : undefined],
    shown: lookBehind,
  },
  starting: {
    opened: (_, { qrCode, openUntil }) =>
      qrCode
        ? [{ name: 'handoff', qrCode, openUntil }, firstPollMs]
        : [{ name: 'going' }, departureMs],
    nothing: offered,
    problem: (_, { error }) => [{ name: 'error', error, again: 'start', wait: troubleMs }],
    shown: (state, { restored }) => (restored ? look() : [state]),
  },
  going: { elapsed: look, shown: look },
  handoff: polling,
  waiting: { ...polling, start },
  passed: { ...polling, problem: (state) => [state, refreshMs] },
  failed: {
    ...polling,
    problem: (state) => [state, troubleMs],
    start: (state, event) => (state.outcome.final ? restart(state, event) : start()),
    shown: (state) => (state.outcome.final ? [state] : read(state)),
  },
  expired: { start: restart, restart },
  elsewhere: { copied: (state, { copied }) => [{ ...state, copied }] },
  error: {
    ...answers,
    elapsed: lookBehind,
    start: (state, { agreed }) => (state.again === 'start' && agreed ? start() : look()),
    hidden: rest,
    shown: lookBehind,
  },
}
