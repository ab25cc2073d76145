import type { Intention } from '@faceid-h5/protocol'
import { expect, test } from 'vitest'
import { intentionDigest } from '../src/index.js'

// The published tokens hold a digest of each mode.
test.each<[string, Intention]>([
  ['a line feed', { mode: 'nod', statements: ['一\n二'] }],
  ['a tab', { mode: 'reading', text: '一\t二' }],
  ['a next-line', { mode: 'questions', questions: [{ ask: '一\u0085', answers: ['是'] }] }],
  ['a delete', { mode: 'questions', questions: [{ ask: '一', answers: ['是\u007f'] }] }],
])('a digest refuses %s, which could make one list look like another', (_, intention) => {
  expect(() => intentionDigest(intention)).toThrow(TypeError)
})
