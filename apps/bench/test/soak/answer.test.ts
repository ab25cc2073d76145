import { describe, expect, it } from 'vitest'
import { sortAnswer } from '../../src/soak/answer.js'
import { ownAnswer } from '../../src/soak/balancer.js'

const problem = {
  type: 'urn:faceid-h5:problem:provider_busy',
  title: 'Tencent Cloud is busy',
  status: 503,
  code: 'provider_busy',
  detail: 'later',
  requestId: '5f0c2b1e-7d1a-4c3e-9a0b-1c2d3e4f5a6b',
  retryable: true,
}
const document = { 'content-type': 'application/problem+json; charset=utf-8' }
const sort = (status: number, headers: Record<string, string>, body: unknown, page?: boolean) =>
  sortAnswer({ status, headers: new Headers(headers), body: JSON.stringify(body) }, page)

describe('an answer is', () => {
  it('a problem, with when to come back', () => {
    const sorted = sort(503, { ...document, 'retry-after': '2' }, problem)
    expect(sorted).toMatchObject({ kind: 'problem', retryAfterMs: 2_000 })
  })

  it('silence, where the balancer speaks for itself', () => {
    const headers = { 'content-type': 'text/plain', [ownAnswer]: 'yes' }
    expect(sort(502, headers, '')).toEqual({ kind: 'silence', code: 'no answer' })
  })

  it('a page, where pages are answered', () => {
    expect(sort(400, { 'content-type': 'text/html' }, '', true).kind).toBe('answer')
  })

  it.each([
    ['plain text', 500, { 'content-type': 'text/plain' }, 'oops'],
    ['a page where none is answered', 400, { 'content-type': 'text/html' }, ''],
    ['JSON that is no problem document', 500, { 'content-type': 'application/json' }, problem],
    ['an unknown code', 503, document, { ...problem, code: 'oops' }],
    ['another status than it says', 500, document, problem],
    ['no request id', 503, document, { ...problem, requestId: '' }],
    ['“something went wrong”', 500, document, { ...problem, status: 500, code: 'internal' }],
    ['a Retry-After that is no time', 503, { ...document, 'retry-after': 'soon' }, problem],
    ['half a document', 503, document, 'half'],
  ])('unclear: %s', (_what, status, headers, body) => {
    expect(sort(status, headers, body).kind).toBe('unclear')
  })
})
