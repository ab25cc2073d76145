import { describe, expect, it } from 'vitest'
import { type Found, judge } from '../../src/soak/judgement.js'
import { attacked, begin, createLedger, end, type Ledger } from '../../src/soak/ledger.js'

const passed = { status: 'passed' } as const
const memory = (heapUsed: number) => ({ heapUsed, external: 0, rss: 0 })

/** A soak in which all went well: one verification, one attack, memory looked at twice. */
function goodSoak(): Found & { ledger: Ledger } {
  const ledger = createLedger(() => 0)
  begin(ledger, 'member: passes', passed)
  end(ledger, 'member: passes', passed, passed)
  attacked(ledger, 'a forged token', true)
  ledger.lost.excused = 7
  const kept = [
    { when: 'warm', answered: 100, memory: memory(30_000_000) },
    { when: 'at the end', answered: 1_100, memory: memory(33_000_000) },
  ]
  return { ledger, leaks: [], unexpectedEnds: [], errorOutput: [], kept }
}

const missed = (found: Found) =>
  judge(found)
    .filter(({ met }) => !met)
    .map(({ what }) => what.split(/[:,]/)[0])

describe('a soak', () => {
  it('in which all went well misses nothing', () => {
    expect(missed(goodSoak())).toEqual([])
    expect(judge(goodSoak())).toHaveLength(9)
  })

  const troubles: Record<string, (found: Found & { ledger: Ledger }) => Found> = {
    'wrong outcomes': (found) => {
      begin(found.ledger, 'member: face differs', { status: 'failed', reason: 'face_mismatch' })
      end(
        found.ledger,
        'member: face differs',
        { status: 'failed', reason: 'face_mismatch' },
        passed,
      )
      return found
    },
    'verifications without an end': (found) => {
      begin(found.ledger, 'member: passes', passed)
      return found
    },
    'answers that are neither right nor a problem one can act on': (found) => {
      found.ledger.unclear.push('500 with text/html')
      return found
    },
    'attacks that were not refused': (found) => {
      attacked(found.ledger, 'a forged token', false)
      return found
    },
    'answers lost by relays that were neither killed nor frozen': (found) => {
      found.ledger.lost.unexcused.push('a: ECONNRESET')
      return found
    },
    'secrets in logs': (found) => ({ ...found, leaks: ['a ticket or a state'] }),
    'relays that ended by themselves or not as told': (found) => ({
      ...found,
      unexpectedEnds: ['a ended by itself with 1'],
    }),
    'lines on the relays’ error output': (found) => ({ ...found, errorOutput: ['Warning: …'] }),
    'memory of the relay that lives through': ({ kept, ...found }) => ({
      ...found,
      kept: [...kept, { when: 'later', answered: 1_100, memory: memory(60_000_000) }],
    }),
  }

  it.each(Object.entries(troubles))('misses by itself: %s', (what, trouble) => {
    expect(missed(trouble(goodSoak()))).toEqual([what])
  })

  it('that looked at memory once only has not shown that it is flat', () => {
    const found = goodSoak()
    expect(missed({ ...found, kept: found.kept.slice(0, 1) })).toEqual([
      'memory of the relay that lives through',
    ])
  })

  it('says what was wrong, and how often', () => {
    const found = goodSoak()
    found.ledger.unclear.push('internal', 'internal')
    const target = judge(found).find(({ met }) => !met)
    expect(target?.measured).toBe('2: 2 × internal')
  })
})
