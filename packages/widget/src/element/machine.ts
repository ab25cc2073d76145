import type { Effect, Event, State, StateName } from './state.js'

/**
 * The element's next state and what it asks for: pure, without DOM, network or clock. What
 * happens where the table has no entry changes nothing. A number as effect is a wait in
 * milliseconds.
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

/** A result token lives ten minutes: a form that stays open needs a fresh one. */
const refreshMs = 8 * 60_000
/** A navigation that has not left the page by then never will. */
const departureMs = 10_000
const firstPollMs = 2_000
const troubleMs = 5_000

const ignore = (state: State): Step => [state]
const look = (): Step => [beginning, 'look']
const lookBehind = (state: State): Step => [state, 'look']
const read = (state: State): Step => [state, 'read']
const rest = (state: State): Step => [state, 'rest']
const forget = (): Step => [beginning, 'forget']
const start = (): Step => [{ name: 'starting' }, 'start']

/** A new verification needs a new consent: `forget` leads back to the choice. */
const again = (_: State, { agreed }: Of<'start'>): Step =>
  agreed ? [{ name: 'starting' }, 'restart'] : forget()

function trouble(state: State, { error }: Of<'problem'>): Step {
  // A relay in trouble should not be asked by everybody every few seconds.
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
  const wait = outcome.nextPollAfterMs || firstPollMs
  if (outcome.status === 'passed') return [{ name: 'passed', outcome }, refreshMs]
  if (outcome.status === 'expired') return [{ name: 'expired', outcome }, 'rest']
  if (outcome.status === 'failed') {
    return [{ name: 'failed', outcome, qrCode }, outcome.final ? 'rest' : wait]
  }
  if (qrCode) return [{ name: 'handoff', qrCode }, wait]
  // Just back from the hosted page the result may be a moment away: do not say "unfinished" yet.
  return state.name === 'checking' && !state.reads
    ? [{ name: 'checking', reads: 1 }, wait]
    : [{ name: 'waiting' }, wait]
}

const asking = { read: settled, nothing: offered, problem: trouble }
const polling = { ...asking, elapsed: read, hidden: rest, shown: read }

const table: Table = {
  checking: { ...polling, shown: lookBehind },
  ready: {
    ...asking,
    // The tap will show what is wrong, if anything still is.
    problem: ignore,
    start: (state, { agreed }) => (agreed ? start() : [{ ...state, reminded: true }]),
    intent: (state, { agreed }) => [state, agreed ? 'prepare' : undefined],
    shown: lookBehind,
  },
  starting: {
    opened: (_, { qrCode }) =>
      qrCode ? [{ name: 'handoff', qrCode }, firstPollMs] : [{ name: 'going' }, departureMs],
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
    start: (state, event) => (state.outcome.final ? again(state, event) : start()),
    shown: (state) => (state.outcome.final ? [state] : read(state)),
  },
  expired: { start: again },
  elsewhere: { copied: (state, { copied }) => [{ ...state, copied }] },
  error: {
    ...asking,
    elapsed: lookBehind,
    start: (state, { agreed }) => (state.again === 'start' && agreed ? start() : look()),
    hidden: rest,
    shown: lookBehind,
  },
}
