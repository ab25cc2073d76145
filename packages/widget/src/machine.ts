import type { Effect, Happening, Situation, StateName } from './situation.js'

/**
 * The element's next situation and what it asks for: pure, without DOM, network or clock. What
 * happens where the table has no entry changes nothing. A number as effect is a wait in
 * milliseconds.
 */
export function step(situation: Situation, happening: Happening): Step {
  // The table pairs each situation and happening with the handler for exactly these.
  const row = table[situation.name] as Partial<Record<Happening['type'], AnyHandler>>
  const handler = happening.type === 'reset' ? forget : row[happening.type]
  return handler ? handler(situation, happening) : [situation]
}

export type Step = [next: Situation, effect?: Effect | undefined]

export const beginning: Situation = { name: 'checking', reads: 0 }

type In<N extends StateName> = Extract<Situation, { name: N }>
type Of<T extends Happening['type']> = Extract<Happening, { type: T }>
type Table = {
  [N in StateName]: {
    [T in Happening['type']]?: (situation: In<N>, happening: Of<T>) => Step
  }
}
type AnyHandler = (situation: Situation, happening: Happening) => Step

/** A result token lives ten minutes: a form that stays open needs a fresh one. */
const refreshMs = 8 * 60_000
/** A navigation that has not left the page by then never will. */
const departureMs = 10_000
const firstPollMs = 2_000
const troubleMs = 5_000

const ignore = (situation: Situation): Step => [situation]
const look = (): Step => [beginning, 'look']
const lookBehind = (situation: Situation): Step => [situation, 'look']
const read = (situation: Situation): Step => [situation, 'read']
const rest = (situation: Situation): Step => [situation, 'rest']
const forget = (): Step => [beginning, 'forget']
const start = (): Step => [{ name: 'starting' }, 'start']

/** A new verification needs a new consent: `forget` leads back to the choice. */
const again = (_: Situation, { agreed }: Of<'start'>): Step =>
  agreed ? [{ name: 'starting' }, 'restart'] : forget()

function trouble(situation: Situation, { error }: Of<'problem'>): Step {
  // A relay in trouble should not be asked by everybody every few seconds.
  const wait = situation.name === 'error' ? Math.min(situation.wait * 2, refreshMs) : troubleMs
  return [{ name: 'error', error, again: 'look', wait }, error.retryable ? wait : 'rest']
}

function offered(situation: Situation, { offer }: Of<'nothing'>): Step {
  const reminded = situation.name === 'ready' && situation.reminded
  return offer === 'here' || offer === 'handoff'
    ? [{ name: 'ready', offer, reminded }, 'rest']
    : [{ name: 'elsewhere', offer, copied: undefined }, 'rest']
}

function settled(situation: Situation, { outcome, qrCode }: Of<'read'>): Step {
  const wait = outcome.nextPollAfterMs || firstPollMs
  if (outcome.status === 'passed') return [{ name: 'passed', outcome }, refreshMs]
  if (outcome.status === 'expired') return [{ name: 'expired', outcome }, 'rest']
  if (outcome.status === 'failed') {
    return [{ name: 'failed', outcome, qrCode }, outcome.final ? 'rest' : wait]
  }
  if (qrCode) return [{ name: 'handoff', qrCode }, wait]
  // Just back from the hosted page the result may be a moment away: do not say "unfinished" yet.
  return situation.name === 'checking' && !situation.reads
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
    start: (situation, { agreed }) => (agreed ? start() : [{ ...situation, reminded: true }]),
    intent: (situation, { agreed }) => [situation, agreed ? 'prepare' : undefined],
    shown: lookBehind,
  },
  starting: {
    opened: (_, { qrCode }) =>
      qrCode ? [{ name: 'handoff', qrCode }, firstPollMs] : [{ name: 'going' }, departureMs],
    nothing: offered,
    problem: (_, { error }) => [{ name: 'error', error, again: 'start', wait: troubleMs }],
    shown: (situation, { restored }) => (restored ? look() : [situation]),
  },
  going: { elapsed: look, shown: look },
  handoff: polling,
  waiting: { ...polling, start },
  passed: { ...polling, problem: (situation) => [situation, refreshMs] },
  failed: {
    ...polling,
    problem: (situation) => [situation, troubleMs],
    start: (situation, happening) =>
      situation.outcome.final ? again(situation, happening) : start(),
    shown: (situation) => (situation.outcome.final ? [situation] : read(situation)),
  },
  expired: { start: again },
  elsewhere: { copied: (situation, { copied }) => [{ ...situation, copied }] },
  error: {
    ...asking,
    elapsed: lookBehind,
    start: (situation, { agreed }) => (situation.again === 'start' && agreed ? start() : look()),
    hidden: rest,
    shown: lookBehind,
  },
}
