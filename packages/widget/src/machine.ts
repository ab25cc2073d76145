import type { Offer } from './offer.js'
import type { Effect, Happening, Situation, StateName } from './situation.js'

/**
 * The element's next situation and what it asks for: pure, without DOM, network or clock. What
 * happens where the table has no entry changes nothing. A number as effect is a wait in
 * milliseconds.
 */
export function step(situation: Situation, happening: Happening): Step {
  // The table pairs each situation and happening with the handler for exactly these.
  const row = table[situation.name] as Partial<Record<Happening['type'], AnyHandler>>
  const handler = row[happening.type]
  return handler ? handler(situation, happening) : [situation, undefined]
}

export type Step = [Situation, Effect | undefined]

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
const troubleMs = 3_000

const look = (): Step => [beginning, 'look']
const lookBehind = <S extends Situation>(situation: S): Step => [situation, 'look']
const read = <S extends Situation>(situation: S): Step => [situation, 'read']
const rest = <S extends Situation>(situation: S): Step => [situation, 'rest']
const forget = (): Step => [beginning, 'forget']
const start = (): Step => [{ name: 'starting' }, 'start']
const again = (_: Situation, { agreed }: Of<'start'>): Step =>
  // A new verification needs a new consent: `forget` leads back to the choice.
  agreed ? [{ name: 'starting' }, 'restart'] : forget()
const fail = (_: Situation, { error }: Of<'problem'>): Step => [
  { name: 'error', error, again: 'look' },
  'rest',
]

function offered(_: Situation, { offer }: { offer: Offer }): Step {
  return offer === 'here' || offer === 'handoff'
    ? [{ name: 'ready', offer, reminded: false }, 'rest']
    : [{ name: 'elsewhere', offer, copied: undefined }, 'rest']
}

function settled(situation: Situation, { outcome, qrCode }: Of<'read'>): Step {
  const wait = outcome.nextPollAfterMs || firstPollMs
  if (outcome.status === 'passed') return [{ name: 'passed', outcome }, refreshMs]
  if (outcome.status === 'expired') return [{ name: 'expired', outcome }, 'rest']
  if (outcome.status === 'failed') {
    return [{ name: 'failed', outcome, qrCode }, outcome.final ? 'rest' : wait]
  }
  if (qrCode) return [{ name: 'handoff', qrCode, troubles: 0 }, wait]
  // Just back from the hosted page the result may be a moment away: do not say "unfinished" yet.
  return situation.name === 'checking' && situation.reads < 1
    ? [{ name: 'checking', reads: situation.reads + 1 }, wait]
    : [{ name: 'waiting', troubles: 0 }, wait]
}

function troubled(situation: In<'handoff' | 'waiting'>, happening: Of<'problem'>): Step {
  const troubles = situation.troubles + 1
  return troubles > 2 || !happening.error.retryable
    ? fail(situation, happening)
    : [{ ...situation, troubles }, troubleMs * troubles]
}

const polling = {
  signal: read,
  read: settled,
  nothing: offered,
  elapsed: read,
  hidden: rest,
  shown: read,
  reset: forget,
}

const table: Table = {
  checking: { ...polling, problem: fail, shown: lookBehind, signal: lookBehind },
  ready: {
    start: (situation, { agreed }) =>
      agreed ? start() : [{ ...situation, reminded: true }, undefined],
    intent: (situation, { agreed }) => [situation, agreed ? 'prepare' : undefined],
    nothing: (situation, happening) =>
      happening.offer === situation.offer ? [situation, 'rest'] : offered(situation, happening),
    read: settled,
    shown: lookBehind,
    signal: lookBehind,
    reset: forget,
  },
  starting: {
    opened: (_, { qrCode }) =>
      qrCode
        ? [{ name: 'handoff', qrCode, troubles: 0 }, firstPollMs]
        : [{ name: 'going' }, departureMs],
    nothing: offered,
    problem: (_, { error }) => [{ name: 'error', error, again: 'start' }, 'rest'],
    shown: (situation, { restored }) => (restored ? look() : [situation, undefined]),
    reset: forget,
  },
  going: { elapsed: look, shown: look, reset: forget },
  handoff: { ...polling, problem: troubled },
  waiting: { ...polling, problem: troubled, start },
  passed: {
    elapsed: read,
    shown: read,
    hidden: rest,
    read: settled,
    problem: (situation) => [situation, refreshMs],
    reset: forget,
  },
  failed: {
    start: (situation, happening) =>
      situation.outcome.final ? again(situation, happening) : start(),
    read: settled,
    nothing: offered,
    elapsed: read,
    hidden: rest,
    shown: (situation) => (situation.outcome.final ? [situation, undefined] : read(situation)),
    problem: (situation) => [situation, troubleMs],
    reset: forget,
  },
  expired: { start: again, reset: forget },
  elsewhere: {
    copied: (situation, { copied }) => [{ ...situation, copied }, undefined],
    reset: forget,
  },
  error: {
    start: (situation, happening) =>
      situation.again === 'look' ? look() : happening.agreed ? start() : look(),
    shown: look,
    signal: look,
    reset: forget,
  },
}
