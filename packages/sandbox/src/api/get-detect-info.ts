/**
 * GetDetectInfoEnhanced: answers the parts of a verification that InfoType selects. A part that is not
 * selected, or does not exist yet, is null.
 */
import type { Verification } from '../state/verification.js'
import { actionResult, questionResult, readingResult } from './answer-intention.js'
import { bestFrame, idCardData, videoData } from './answer-media.js'
import { textAnswer } from './answer-text.js'
import { ApiError } from './api-error.js'
import type { ApiContext } from './context.js'
import { checkOf } from './fields.js'
import { findRule } from './rule.js'

interface GetDetectInfoParameters {
  BizToken: string
  RuleId: string
  InfoType?: string
  BestFramesCount?: number
  IsCutIdCardImage?: boolean
  IsNeedIdCardAvatar?: boolean
  Encryption?: object
  IsEncryptResponse?: boolean
  IsReturnAllVideo?: boolean
}

const check = checkOf<GetDetectInfoParameters>(
  {
    BizToken: { type: 'string', minLength: 1 },
    RuleId: { type: 'string', minLength: 1 },
    InfoType: { type: 'string', pattern: '^[0-6]*$' },
    BestFramesCount: { type: 'integer', minimum: 0 },
    IsCutIdCardImage: { type: 'boolean' },
    IsNeedIdCardAvatar: { type: 'boolean' },
    IsEncrypt: { type: 'boolean' },
    Encryption: { type: 'object' },
    IsEncryptResponse: { type: 'boolean' },
    IsReturnAllVideo: { type: 'boolean' },
  },
  ['BizToken', 'RuleId'],
)

export function getDetectInfo(
  parameters: Record<string, unknown>,
  { options, state }: ApiContext,
): Record<string, unknown> {
  const request = check(parameters)
  findRule(options.rules, request.RuleId)
  const found = state.tokens.find(request.BizToken)
  if (found === 'expired') throw new ApiError('InvalidParameterValue.BizTokenExpired')
  if (found === 'unknown' || found.ruleId !== request.RuleId)
    throw new ApiError('InvalidParameter', '非法BizToken。')
  if (request.Encryption || request.IsEncryptResponse)
    throw new ApiError('FailedOperation.EncryptSystemError', 'The sandbox encrypts nothing.')
  const parts = answer(found, request, options.videoBytes)
  return { ...parts, Encryption: notEncrypted, EncryptedBody: '' }
}

function answer(
  verification: Verification,
  request: GetDetectInfoParameters,
  videoBytes: number,
): Record<string, unknown> {
  const asked = request.InfoType || '0'
  const wants = (digit: string) => asked.includes('0') || asked.includes(digit)
  const { intention } = verification.rule
  const parts: Record<string, unknown> = {
    Text: wants('1') ? textAnswer(verification) : null,
    IdCardData: wants('2') ? idCardData(verification, request) : null,
    BestFrame: wants('3') ? bestFrame(verification, request) : null,
    VideoData: wants('4') ? videoData(verification, request, videoBytes) : null,
    IntentionVerifyData: wants('5') ? readingResult(verification) : null,
    IntentionQuestionResult: wants('6') ? questionResult(verification) : null,
    IntentionActionResult: wants('6') ? actionResult(verification) : null,
    IsVerifyIntention: intention !== undefined,
    IntentionVerifyType: intention === undefined ? null : types[intention],
  }
  for (const field of verification.omit) delete parts[field]
  return parts
}

const notEncrypted = { Algorithm: '', CiphertextBlob: '', EncryptList: [], Iv: '', TagList: [] }

const types = { questions: '0', nod: '1', reading: '2' } as const
