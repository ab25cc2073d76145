import { expect, test } from 'vitest'
import type { Parameters } from './support/official-client.js'
import { nod, person, questions, reading } from './support/people.js'
import { useSandbox } from './support/use-sandbox.js'

const { client } = await useSandbox()

const many = <Entry>(count: number, entry: Entry): Entry[] =>
  Array.from({ length: count }, () => entry)
const asking = (IntentionQuestions: unknown) => ({ ...questions, IntentionQuestions })
const png = (length: number) => `iVBORw0KGgoAAAAN${'A'.repeat(length - 16)}`
const recognition = { IntentionRecognition: true, MouthOpenRecognition: true }
const captured = { RuleId: '1000003' }

test.each<[string, Parameters, string]>([
  ['RuleId is missing', {}, 'MissingParameter'],
  ['RuleId is unknown', { RuleId: '999' }, 'InvalidParameterValue.RuleIdNotExist'],
  ['RuleId is toString', { RuleId: 'toString' }, 'InvalidParameterValue.RuleIdNotExist'],
  ['a field is unknown', { ...captured, Colour: 'red' }, 'UnknownParameter'],
  ['answers are missing', asking([{ Question: '?' }]), 'MissingParameter'],
  ['Config holds more', { ...questions, Config: { Volume: 1 } }, 'UnknownParameter'],
  ['fields are encrypted', { ...captured, Encryption: {} }, 'FailedOperation.DecryptSystemError'],
  ['the rule is disabled', { RuleId: '1000090' }, 'InvalidParameterValue.RuleIdDisabled'],
  ['the account is in arrears', { RuleId: '1000091' }, 'UnauthorizedOperation.Arrears'],
  ['the service is not activated', { RuleId: '1000092' }, 'UnauthorizedOperation.Nonactivated'],
  ['the service is being activated', { RuleId: '1000093' }, 'UnauthorizedOperation.Activating'],
  ['activation has failed', { RuleId: '1000094' }, 'UnauthorizedOperation.ActivateError'],
  ['the account has no identity', { RuleId: '1000095' }, 'UnauthorizedOperation.NonAuthorize'],
])('DetectAuth refuses when %s', async (_, parameters, code) => {
  expect(await client.refusal('DetectAuth', parameters)).toBe(code)
})

test.each<[string, Parameters]>([
  ['RuleId is empty', { RuleId: '' }],
  ['RuleId is a number', { RuleId: 1000003 }],
  ['Name has 33 characters', { ...captured, Name: '名'.repeat(33) }],
  ['IdCard has a lower-case x', { ...captured, IdCard: '11010119900307109x' }],
  ['Name and IdCard are needed', { RuleId: '1000006' }],
  ['IdCard alone is given', { RuleId: '1000006', IdCard: person.IdCard }],
  ['RedirectUrl is too long', { ...captured, RedirectUrl: 'h'.repeat(1025) }],
  ['Extra is too long', { ...captured, Extra: 'e'.repeat(1025) }],
  ['the image is above 3 MB', { ...captured, ImageBase64: png(3_145_732) }],
  ['the image has no padding', { ...captured, ImageBase64: png(101) }],
  ['the image is URL-safe base64', { ...captured, ImageBase64: `${png(96)}-_-_` }],
  ['the image is a GIF', { ...captured, ImageBase64: 'R0lGODlhAQABAAAA' }],
  ['text to read is missing', { ...reading, IntentionVerifyText: undefined }],
  ['text to read is long', { ...reading, IntentionVerifyText: '读'.repeat(121) }],
  ['questions are missing', asking(undefined)],
  ['there is no question', asking([])],
  ['there are 11 questions', asking(many(11, questions.IntentionQuestions[0]))],
  ['a question is long', asking([{ Question: '问'.repeat(251), Answers: ['是'] }])],
  ['a question has no answer', asking([{ Question: '?', Answers: [] }])],
  ['a question has 51 answers', asking([{ Question: '?', Answers: many(51, '是') }])],
  ['an answer is long', asking([{ Question: '?', Answers: ['是'.repeat(11)] }])],
  ['a nod is not in Config', { ...nod, Config: undefined }],
  ['questions come with Config of a nod', { ...questions, Config: { IntentionType: 1 } }],
  ['there are 11 statements', { ...nod, IntentionActions: many(11, { Text: '?' }) }],
  ['a statement is long', { ...nod, IntentionActions: [{ Text: '点'.repeat(251) }] }],
  ['IntentionType is 2', { ...nod, Config: { IntentionType: 2 } }],
  ['Speed is 4', { ...questions, Config: { Speed: 4 } }],
  ['Speed is a string', { ...questions, Config: { Speed: '1' } }],
  ['recognition is not a boolean', { ...questions, Config: { IntentionRecognition: 1 } }],
])('DetectAuth refuses with InvalidParameter when %s', async (_, parameters) => {
  expect(await client.refusal('DetectAuth', parameters)).toBe('InvalidParameter')
})

test.each<[string, Parameters]>([
  ['no more than a RuleId', captured],
  ['a name of 32 characters', { ...captured, Name: '名'.repeat(32) }],
  [
    'a RedirectUrl of 1,024 characters',
    { ...captured, RedirectUrl: `https://${'h'.repeat(1016)}` },
  ],
  ['an Extra of 1,024 characters', { ...captured, Extra: 'e'.repeat(1024) }],
  ['an image of 3 MB', { ...captured, ImageBase64: png(3_145_728) }],
  ['a TerminalType nobody needs', { ...captured, TerminalType: 'weixinh5' }],
  ['null for what is not meant', { ...captured, Extra: null }],
  ['questions', questions],
  [
    'ten questions with 50 answers',
    asking(many(10, { Question: '?', Answers: many(50, '是'.repeat(10)) })),
  ],
  ['a text of 120 characters', { ...reading, IntentionVerifyText: '读'.repeat(120) }],
  ['a nod', nod],
  ['intention that the rule does not know', { ...captured, IntentionVerifyText: '朗读' }],
  ['every setting', { ...questions, Config: { ...recognition, IntentionType: 0, Speed: 3 } }],
])('DetectAuth accepts %s', async (_, parameters) => {
  expect(await client.refusal('DetectAuth', parameters)).toBe('no error')
})

test('The Url has the documented shape and about the documented length', async () => {
  const { Url, BizToken } = await client.request('DetectAuth', captured)
  const url = new URL(String(Url))
  expect(url.pathname).toBe('/connect/oauth2/authorize')
  expect(url.hash).toBe('#wechat_redirect')
  expect([...url.searchParams.keys()].join()).toBe(
    'appid,redirect_uri,response_type,scope,state,component_appid',
  )
  expect(String(Url).length).toBeGreaterThan(360)
  expect(String(Url).length).toBeLessThan(420)
  expect(String(BizToken)).toMatch(/^[0-9A-F]{8}-([0-9A-F]{4}-){3}[0-9A-F]{12}$/)
})
