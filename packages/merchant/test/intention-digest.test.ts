import type { Intention } from '@faceid-h5/protocol'
import { describe, expect, test } from 'vitest'
import { intentionDigest } from '../src/index.js'

// Digests by `printf '…' | openssl dgst -sha256 -binary | basenc --base64url`.
const digests: [Intention, string][] = [
  [{ mode: 'reading', text: '我同意借款一万元' }, 'eexqN8fin_wuB0HNZ8X5phtDzzmsN1tHdim96PareXw'],
  [
    {
      mode: 'questions',
      questions: [
        { ask: '您是否同意借款一万元？', answers: ['同意', '是的'] },
        { ask: '本人？', answers: ['是'] },
      ],
    },
    'y5fmV6srzptz0j6cEKlBfSozCsLVNwgekV5Go3rFPsM',
  ],
  [
    { mode: 'nod', statements: ['本人办理', '同意借款一万元'] },
    'vkHN95MrwufTQ_dgt0y05C8wDQ6wcgZoY7MoAqtvcjU',
  ],
]

describe('intentionDigest', () => {
  test.each(digests)('is what openssl makes of the canonical lines of %j', (intention, digest) => {
    expect(intentionDigest(intention)).toBe(digest)
  })

  test.each<[string, Intention]>([
    ['a line feed', { mode: 'nod', statements: ['一\n二'] }],
    ['a tab', { mode: 'reading', text: '一\t二' }],
    ['a next-line', { mode: 'questions', questions: [{ ask: '一\u0085', answers: ['是'] }] }],
    ['a delete', { mode: 'questions', questions: [{ ask: '一', answers: ['是\u007f'] }] }],
  ])('refuses %s, which could make one list look like another', (_, intention) => {
    expect(() => intentionDigest(intention)).toThrow(TypeError)
  })
})
