import { expect, test } from 'vitest'
import { intentionCodes } from '../src/codes/intention-codes.js'
import type { Outcome } from '../src/index.js'
import type { Parameters } from './support/official-client.js'
import { nod, person, questions, reading } from './support/people.js'
import { useSandbox } from './support/use-sandbox.js'

// More than a hundred calls may fall into one second of a fast machine.
const { sandbox, client } = await useSandbox({ requestsPerSecond: 1_000 })

const action = 'GetDetectInfoEnhanced'
const captured = { RuleId: '1000003' }

async function finished(parameters: Parameters, outcome?: Outcome): Promise<string> {
  const bizToken = await client.start(parameters)
  sandbox.finish(bizToken, outcome)
  return bizToken
}

test('Before anything has happened there is no error and no result', async () => {
  const bizToken = await client.start({ RuleId: '1000003', Extra: 'mine' })
  const info = await client.info(bizToken, { InfoType: '0' })
  expect(info.Text).toMatchObject({
    ErrCode: null,
    ErrMsg: null,
    Name: null,
    Sim: null,
    LivenessDetail: null,
    Extra: 'mine',
  })
  expect(info.IdCardData).toMatchObject({ OcrFront: null, OcrBack: null })
  expect(info.BestFrame).toEqual({ BestFrame: null, BestFrames: [] })
  expect(info.VideoData).toEqual({ LivenessVideo: null, LivenessVideos: null })
})

test('A failed attempt may be followed by a pass, and both are on record', async () => {
  const bizToken = await finished(captured, { face: 2016 })
  expect((await client.info(bizToken)).Text).toMatchObject({ ErrCode: 2016, Sim: '43.21' })
  sandbox.finish(bizToken)
  const { Text } = await client.info(bizToken)
  expect(Text).toMatchObject({ ErrCode: 0, LiveStatus: 0, Comparestatus: 0, Sim: '97.35' })
  expect(Text?.LivenessDetail).toMatchObject([
    { Errcode: 2016, Livestatus: 0, Comparestatus: 2016, IsNeedCharge: true },
    { Errcode: 0, Livestatus: 0, Comparestatus: 0, IsNeedCharge: true },
  ])
})

test('Attempts have their time in a string and their own casing', async () => {
  const bizToken = await finished({ RuleId: '1000006', ...person }, { face: 1002 })
  const { Text } = await client.info(bizToken)
  const ReqTime = expect.stringMatching(/^\d{13}$/)
  const Seq = expect.stringMatching(/^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/)
  expect(Text?.LivenessDetail).toMatchObject([
    { ReqTime, Seq, Idcard: person.IdCard, IsNeedCharge: false, Errcode: 1002, Livestatus: 1002 },
  ])
})

const parts: Record<string, string> = {
  Text: '1',
  IdCardData: '2',
  BestFrame: '3',
  VideoData: '4',
  IntentionVerifyData: '5',
  IntentionQuestionResult: '6',
}

test('InfoType selects the parts it names and no other', async () => {
  const bizToken = await finished(questions)
  for (const InfoType of [...Object.values(parts), '0', '10', '31', '2456', undefined]) {
    const info = await client.info(bizToken, { InfoType })
    for (const [part, digit] of Object.entries(parts)) {
      const wanted = !InfoType || InfoType.includes('0') || InfoType.includes(digit)
      expect([InfoType, part, info[part] !== null]).toEqual([InfoType, part, wanted])
    }
  }
})

test('ID card, frames and video come as they are asked for', async () => {
  const bizToken = await finished(captured)
  const plain = await client.info(bizToken, { InfoType: '234' })
  expect(plain.IdCardData).toMatchObject({
    OcrFront: expect.stringMatching(/^\/9j\//),
    OcrBack: expect.stringMatching(/^\/9j\//),
    ProcessedFrontImage: null,
    Avatar: null,
  })
  expect(plain.BestFrame).toMatchObject({ BestFrame: expect.any(String), BestFrames: [] })
  expect(plain.VideoData).toMatchObject({ LivenessVideo: expect.any(String) })
  const more = { InfoType: '23', IsCutIdCardImage: true, IsNeedIdCardAvatar: true }
  const full = await client.info(bizToken, { ...more, BestFramesCount: 12 })
  expect(full.IdCardData).toMatchObject({
    ProcessedFrontImage: expect.stringMatching(/^\/9j\//),
    ProcessedBackImage: expect.stringMatching(/^\/9j\//),
    Avatar: expect.stringMatching(/^\/9j\//),
  })
  expect(full.BestFrame?.BestFrames).toHaveLength(10)
})

test('A rule without an ID card step has neither card nor OCR', async () => {
  const bizToken = await finished({ RuleId: '1000006', ...person })
  const info = await client.info(bizToken, { InfoType: '12' })
  expect(info.Text).toMatchObject({
    OcrName: '',
    OcrIdCard: '',
    OcrBirth: null,
    IdInfoFrom: '其他',
  })
  expect(info.IdCardData).toMatchObject({ OcrFront: null })
})

test('A captured identity is somebody with a number that nobody has', async () => {
  const bizToken = await finished(captured)
  const { Text } = await client.info(bizToken)
  expect(Text).toMatchObject({ IdInfoFrom: 'OCR', UseIDType: 0, OcrName: Text?.Name })
  expect(String(Text?.IdCard)).toMatch(/^99\d{15}[\dX]$/)
  const [year, month, day] = String(Text?.OcrBirth).split('/')
  const digits = `${year}${month?.padStart(2, '0')}${day?.padStart(2, '0')}`
  expect(String(Text?.IdCard).slice(6, 14)).toBe(digits)
})

test.each([
  ['1000006', null],
  ['1000007', [{ Seq: expect.any(String) }, { Seq: expect.any(String) }]],
])('Videos of every attempt need paid storage (%s)', async (RuleId, videos) => {
  const bizToken = await finished({ RuleId, ...person }, { face: 1002 })
  sandbox.finish(bizToken)
  const { VideoData } = await client.info(bizToken, { InfoType: '4', IsReturnAllVideo: true })
  expect(VideoData).toMatchObject({ LivenessVideos: videos })
})

test.each([
  ['questions', questions, '0', 'IntentionQuestionResult', 'FinalResultDetailCode'],
  ['nod', nod, '1', 'IntentionActionResult', 'FinalResultDetailCode'],
  ['reading', reading, '2', 'IntentionVerifyData', 'ErrorCode'],
] as const)(
  'The verdict of %s is where its kind has it',
  async (kind, parameters, type, part, field) => {
    const bizToken = await finished(parameters, { intention: null })
    const open = await client.info(bizToken, { InfoType: '156' })
    expect(open).toMatchObject({ IsVerifyIntention: true, IntentionVerifyType: type })
    expect(open.Text?.ErrCode).toBe(0)
    expect(open[part]?.[field]).toBeNull()
    for (const code of [...Object.keys(intentionCodes[kind]).map(Number), 0]) {
      sandbox.finish(bizToken, { intention: code })
      const { Text, [part]: result = {} } = await client.info(bizToken, { InfoType: '156' })
      expect([Text?.ErrCode, result[field]]).toEqual([0, code])
      expect(Object.values(result)).toContain(intentionCodes[kind][code]?.zh)
    }
  },
)

test('Objects of kinds that were not used are there, with nulls or a treacherous zero', async () => {
  const bizToken = await finished(questions, { intention: -301 })
  const info = await client.info(bizToken, { InfoType: '56' })
  expect(info.IntentionVerifyData).toMatchObject({ ErrorCode: 0 })
  expect(info.IntentionActionResult).toBeNull()
  const none = await finished(captured)
  const plain = await client.info(none, { InfoType: '156' })
  expect(plain).toMatchObject({ IsVerifyIntention: false, IntentionVerifyType: null })
  expect(plain.IntentionVerifyData).toMatchObject({ ErrorCode: null })
  expect(plain.IntentionQuestionResult).toMatchObject({ FinalResultCode: null, ResultCode: [] })
})

test('A refused question says which, with numbers in strings', async () => {
  const bizToken = await finished(questions, { intention: -301 })
  const { IntentionQuestionResult } = await client.info(bizToken, { InfoType: '6' })
  expect(IntentionQuestionResult).toMatchObject({
    FinalResultDetailCode: -301,
    FinalResultCode: '-1',
    ResultCode: ['0', '-1'],
    AsrResult: ['同意', '不同意'],
  })
  const unable = await finished(questions, { intention: -800 })
  expect((await client.info(unable, { InfoType: '6' })).IntentionQuestionResult).toMatchObject({
    FinalResultCode: '-2',
  })
})

test('Fields can be left out as Tencent sometimes does', async () => {
  const bizToken = await finished(
    { ...questions, Extra: 'mine' },
    { omit: ['IsVerifyIntention', 'Extra', 'LivenessDetail'] },
  )
  const info = await client.info(bizToken)
  expect(info).not.toHaveProperty('IsVerifyIntention')
  expect(info.Text).not.toHaveProperty('Extra')
  expect(info.Text).not.toHaveProperty('LivenessDetail')
  expect(info).toHaveProperty('IntentionVerifyType', '0')
})

test('Reasons for a refused liveness come with enhanced rules only', async () => {
  const enhanced = await finished(reading, { face: 1301, livenessTags: ['03', '14'] })
  expect((await client.info(enhanced)).Text?.LivenessInfoTag).toEqual(['03', '14'])
  const plain = await finished(captured, { face: 1301, livenessTags: ['03'] })
  expect((await client.info(plain)).Text?.LivenessInfoTag).toBeNull()
})

test('A photo of the merchant is what the face is compared with', async () => {
  const bizToken = await finished({ RuleId: '1000003', ImageBase64: '/9j/4AAQSkZJRgABAQ==' })
  expect((await client.info(bizToken)).Text?.CompareLibType).toBe('业务方自有库')
})

test.each<[string, Parameters, string]>([
  ['BizToken is missing', captured, 'MissingParameter'],
  ['RuleId is missing', { BizToken: 'X' }, 'MissingParameter'],
  ['the BizToken is unknown', { ...captured, BizToken: 'X' }, 'InvalidParameter'],
  ['the RuleId is unknown', { RuleId: '9', BizToken: 'X' }, 'InvalidParameterValue.RuleIdNotExist'],
  [
    'the account is in arrears',
    { RuleId: '1000091', BizToken: 'X' },
    'UnauthorizedOperation.Arrears',
  ],
  ['InfoType is 7', { ...captured, BizToken: 'X', InfoType: '7' }, 'InvalidParameter'],
  ['InfoType is a number', { ...captured, BizToken: 'X', InfoType: 1 }, 'InvalidParameter'],
  ['frames are negative', { ...captured, BizToken: 'X', BestFramesCount: -1 }, 'InvalidParameter'],
  ['a field is unknown', { ...captured, BizToken: 'X', Colour: 'red' }, 'UnknownParameter'],
])('GetDetectInfoEnhanced refuses when %s', async (_, parameters, code) => {
  expect(await client.refusal(action, parameters)).toBe(code)
})

test('A BizToken is known under its own RuleId only', async () => {
  const BizToken = await client.start(captured)
  expect(await client.refusal(action, { BizToken, RuleId: '1000004' })).toBe('InvalidParameter')
})
