import { beforeEach, describe, expect, it, vi } from 'vitest'
import { createResultCache } from '../src/store/result-cache.js'
import { type CallOrder, rank } from '../src/tencent/call-queue.js'
import type { TencentClient } from '../src/tencent/client.js'
import { ProviderError } from '../src/tencent/errors.js'
import { deriveRelayKeys } from '../src/tokens/keys.js'
import type { Verification } from '../src/tokens/ticket.js'
import { createStatusReader, type StatusReaderOptions } from '../src/verification/status-reader.js'
import { secretA } from './secrets.js'
import { verification as plain } from './verification.js'

const { startedAt } = plain
const end = startedAt + 135 * 60_000
const verification: Verification = { ...plain, intention: { mode: 'questions', digest: '' } }
const passedFace = { ErrCode: 0, Extra: 'ours' }
const passedIntention = {
  Text: passedFace,
  IsVerifyIntention: true,
  IntentionVerifyType: '0',
  IntentionQuestionResult: { FinalResultDetailCode: 0 },
}

let now: number
beforeEach(() => {
  now = startedAt
})

/** @param answer what Tencent answers to each InfoType. */
function readerOf(
  answer: (infoType: string, order?: CallOrder) => object | ProviderError,
  options: Partial<StatusReaderOptions> = {},
) {
  const client: TencentClient = {
    async call(_action, parameters, { order } = {}) {
      const part = 'InfoType' in parameters ? String(parameters.InfoType) : ''
      const answered = await answer(part, order)
      if (answered instanceof ProviderError) throw answered
      return answered
    },
    close() {},
  }
  const cache = createResultCache(deriveRelayKeys(secretA), () => now)
  return createStatusReader({ client, cache, now: () => now, ...options })
}

describe('a status', () => {
  it.each([
    ['first', { ...passedFace, Extra: 'somebody else’s' }, passedFace],
    ['second', passedFace, { ...passedFace, Extra: 'somebody else’s' }],
  ])('does not pass if the %s answer is about another verification', async (_which, one, two) => {
    const reader = readerOf((part) =>
      part === '1' ? { Text: one } : { ...passedIntention, Text: two },
    )
    expect(await reader.read(verification)).toMatchObject({ status: 'failed', reason: 'unknown' })
  })

  it('is not final by an answer that was requested before the end', async () => {
    now = end - 1
    const reader = readerOf(() => {
      now = end + 1
      return { Text: { ErrCode: null } }
    })
    expect(await reader.read(verification)).toMatchObject({ status: 'pending', final: false })
    expect(await reader.read(verification)).toMatchObject({ status: 'expired', final: true })
  })

  it.each([
    ['gone', 'InvalidParameterValue.BizTokenExpired'],
    ['rejected', 'InvalidParameter'],
    ['misconfigured', 'InvalidParameterValue.RuleIdNotExist'],
    ['misconfigured', 'InvalidParameterValue.RuleIdDisabled'],
  ] as const)('after %s: %s is pending until the end, then expired', async (fault, code) => {
    const reader = readerOf(() => new ProviderError(fault, code))
    expect(await reader.read(verification)).toMatchObject({ status: 'pending', final: false })
    now = end
    expect(await reader.read(verification)).toMatchObject({ status: 'expired', final: true })
  })

  it('of a user who has returned does not wait for a read that has not had its turn', async () => {
    const reader = readerOf((_part, order) =>
      order?.rank === rank.rest ? new Promise(() => {}) : { Text: { ErrCode: 0 } },
    )
    void reader.read(plain)
    await reader.returned(plain.id)
    expect(await reader.read(plain)).toMatchObject({ status: 'passed', final: true })
  })

  it('does not become fresh for a negative time if the start has a clock ahead', async () => {
    now = startedAt - 80_000
    const answer = vi.fn(() => ({ Text: { ErrCode: null } }))
    const reader = readerOf(answer)
    for (let poll = 0; poll < 9; poll += 1) await reader.read(verification)
    expect(answer).toHaveBeenCalledTimes(1)
  })
})

describe('a listener of the status reader', () => {
  it('receives each new verdict once, and a return once in ten seconds', async () => {
    let face: object = { ErrCode: null }
    const onVerdict = vi.fn()
    const onReturn = vi.fn()
    const answer = (part: string) => (part === '1' ? { Text: face } : passedIntention)
    const reader = readerOf(answer, { onVerdict, onReturn })
    await reader.read(verification)
    now += 5_000
    await reader.read(verification)
    expect(onVerdict.mock.calls.map(([{ status }]) => status)).toEqual(['pending'])
    face = passedFace
    now += 1
    for (let time = 0; time < 9; time += 1) await reader.returned(verification.id)
    expect(onReturn.mock.calls).toEqual([[verification.id]])
    now += 1_000
    await reader.read(verification)
    expect(onVerdict).toHaveBeenLastCalledWith({ status: 'passed', final: true }, verification)
    now += 9_001
    await reader.returned(verification.id)
    expect(onReturn).toHaveBeenCalledTimes(2)
  })

  it('receives a failure once more when it becomes final', async () => {
    const onVerdict = vi.fn()
    const reader = readerOf(() => ({ Text: { ErrCode: 1004 } }), { onVerdict })
    await reader.read(verification)
    now = end
    await reader.read(verification)
    const seen = onVerdict.mock.calls.map(([{ status, final }]) => [status, final])
    expect(seen).toEqual([
      ['failed', false],
      ['failed', true],
    ])
  })
})
