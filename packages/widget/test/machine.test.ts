import { expect, test } from 'vitest'
import { step } from '../src/element/machine.js'
import type { State } from '../src/element/state.js'
import { events, failed, read, state, states } from './machine-samples.js'

type Row = Partial<Record<keyof typeof events, string>>

const offers: Row = {
  nothingHere: 'ready rest',
  nothingHandoff: 'ready rest',
  nothingElsewhere: 'elsewhere rest',
}
const reads: Row = {
  readPending: 'waiting 1500',
  readPendingCode: 'handoff 1500',
  readPassed: 'passed 480000',
  readFailed: 'failed 1500',
  readFailedForGood: 'failed rest',
  readExpired: 'expired rest',
}
const troubles: Row = { problem: 'error 5000', problemForGood: 'error rest' }
const asks: Row = { elapsed: '= read', hidden: '= rest', shown: '= read', restored: '= read' }
const always: Row = { reset: 'checking forget' }
const restarts: Row = { restart: 'starting restart', restartUnasked: 'checking forget' }
const looks: Row = { shown: '= look', restored: '= look' }

const ready: Row = {
  ...offers,
  ...reads,
  ...restarts,
  problemForGood: 'error rest',
  ...looks,
  start: 'starting start',
  startUnasked: 'ready',
  intent: '= prepare',
}
const trouble: Row = {
  ...restarts,
  ...offers,
  ...reads,
  problem: 'error 10000',
  problemForGood: 'error rest',
  ...looks,
  hidden: '= rest',
  elapsed: '= look',
  start: 'checking look',
  startUnasked: 'checking look',
}

/** What follows, as the name of the next state and the effect; `=` is the very same state. */
const table: Record<keyof typeof states, Row> = {
  checking: {
    ...offers,
    ...reads,
    ...troubles,
    ...restarts,
    ...asks,
    ...looks,
    readPending: 'checking 1500',
  },
  checkingAgain: { ...offers, ...reads, ...troubles, ...restarts, ...asks, ...looks },
  ready,
  reminded: ready,
  starting: {
    ...offers,
    opened: 'going 10000',
    openedCode: 'handoff 2000',
    problem: 'error',
    problemForGood: 'error',
    restored: 'checking look',
  },
  going: { elapsed: 'checking look', shown: 'checking look', restored: 'checking look' },
  handoff: { ...offers, ...reads, ...troubles, ...restarts, ...asks },
  waiting: {
    ...restarts,
    ...offers,
    ...reads,
    ...troubles,
    ...asks,
    start: 'starting start',
    startUnasked: 'starting start',
  },
  passed: {
    ...offers,
    ...reads,
    ...restarts,
    ...asks,
    problem: '= 480000',
    problemForGood: '= 480000',
  },
  failed: {
    ...restarts,
    ...offers,
    ...reads,
    ...asks,
    problem: '= 5000',
    problemForGood: '= 5000',
    start: 'starting start',
    startUnasked: 'starting start',
  },
  failedForGood: {
    ...restarts,
    ...offers,
    ...reads,
    problem: '= 5000',
    problemForGood: '= 5000',
    start: 'starting restart',
    startUnasked: 'checking forget',
    elapsed: '= read',
    hidden: '= rest',
  },
  expired: { ...restarts, start: 'starting restart', startUnasked: 'checking forget' },
  elsewhere: { copied: 'elsewhere' },
  errorLooking: trouble,
  errorStarting: { ...trouble, start: 'starting start' },
}

// Every key of these records is one of theirs.
const names = Object.keys(states) as (keyof typeof states)[]
const kinds = Object.keys(events) as (keyof typeof events)[]

test.each(names)('%s: what follows from everything that can happen', (from) => {
  const state: State = states[from]
  const followed: Row = {}
  const expected: Row = {}
  for (const by of kinds) {
    const [next, effect] = step(state, events[by])
    const name = next === state ? '=' : next.name
    followed[by] = effect === undefined ? name : `${name} ${effect}`
    expected[by] = { ...table[from], ...always }[by] ?? '='
  }
  expect(followed).toEqual(expected)
})

test('the tap before the consent is remembered until the choice', () => {
  const [reminded] = step(states.ready, events.startUnasked)
  expect(reminded).toMatchObject({ name: 'ready', reminded: true })
  const [looked] = step(reminded, events.nothingHere)
  expect(looked).toMatchObject({ name: 'ready', reminded: true })
})

test('a failure in a handoff keeps the code, because the phone may try again', () => {
  const [next] = step(states.handoff, read(failed, 'qr'))
  expect(next).toMatchObject({ name: 'failed', qrCode: 'qr' })
})

test('an answer without a time to wait is not asked for at once', () => {
  const hurried = { ...state('pending', false), nextPollAfterMs: 0 }
  expect(step(states.waiting, read(hurried))[1]).toBe(2_000)
})

test('a relay in trouble is asked less and less often, and then every eight minutes', () => {
  const waits: unknown[] = []
  let state: State = states.waiting
  for (let time = 0; time < 9; time++) {
    const [next, effect] = step(state, events.problem)
    waits.push(effect)
    state = next
  }
  expect(waits).toEqual([5, 10, 20, 40, 80, 160, 320, 480, 480].map((seconds) => seconds * 1_000))
})
