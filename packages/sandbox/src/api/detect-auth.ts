/** DetectAuth: issues a BizToken, or refuses with a documented code. Every limit is in `detectAuthFields`. */

import type { ApiErrorCode } from '../codes/api-codes.js'
import type { Rule, RuleState } from '../rules.js'
import type { DetectAuthParameters } from '../state/detect-auth-parameters.js'
import type { Tokens } from '../state/tokens.js'
import { ApiError } from './api-error.js'
import { checkFields, type Fields } from './fields.js'
import { checkIntention } from './intention-parameters.js'

export const encryptionFields: Fields = {
  EncryptList: { type: 'list', min: 0, max: 10, of: { type: 'string' } },
  CiphertextBlob: { type: 'string' },
  Iv: { type: 'string' },
  Algorithm: { type: 'string' },
  TagList: { type: 'list', min: 0, max: 10, of: { type: 'string' } },
}

export const detectAuthFields: Fields = {
  RuleId: { type: 'string', required: true },
  TerminalType: { type: 'string' },
  Name: { type: 'string', max: 32 },
  IdCard: {
    type: 'string',
    check: { rule: 'must have an upper-case X', test: (value) => !value.includes('x') },
  },
  RedirectUrl: { type: 'string', max: 1024 },
  Extra: { type: 'string', max: 1024 },
  ImageBase64: {
    type: 'string',
    max: 3 * 1024 * 1024,
    check: { rule: 'must be a jpg or png in standard base64 with padding', test: isImage },
  },
  Encryption: { type: 'object', fields: encryptionFields },
  IntentionVerifyText: { type: 'string', max: 120 },
  IntentionQuestions: {
    type: 'list',
    min: 1,
    max: 10,
    of: {
      type: 'object',
      required: true,
      fields: {
        Question: { type: 'string', required: true, max: 250 },
        Answers: {
          type: 'list',
          required: true,
          min: 1,
          max: 50,
          of: { type: 'string', required: true, max: 10 },
        },
      },
    },
  },
  IntentionActions: {
    type: 'list',
    min: 1,
    max: 10,
    of: {
      type: 'object',
      required: true,
      fields: { Text: { type: 'string', required: true, max: 250 } },
    },
  },
  Config: {
    type: 'object',
    fields: {
      IntentionType: { type: 'integer', among: [0, 1] },
      IntentionRecognition: { type: 'boolean' },
      MouthOpenRecognition: { type: 'boolean' },
      Speed: { type: 'integer', among: [0, 1, 2, 3] },
    },
  },
}

export function detectAuth(
  body: unknown,
  rules: Readonly<Record<string, Rule>>,
  tokens: Tokens,
  publicUrl: string,
): { Url: string; BizToken: string } {
  checkFields(detectAuthFields, body)
  const request = body as DetectAuthParameters // checked field by field against the table above
  const rule = Object.hasOwn(rules, request.RuleId) ? rules[request.RuleId] : undefined
  if (!rule) throw new ApiError('InvalidParameterValue.RuleIdNotExist')
  if (rule.state) throw new ApiError(stateCodes[rule.state])
  if (rule.identity === 'supplied' && !(request.Name && request.IdCard))
    throw new ApiError('InvalidParameter', 'This RuleId needs `Name` and `IdCard`.')
  checkIntention(rule, request)
  const { bizToken } = tokens.issue(rule, request)
  return { Url: authorizeUrl(publicUrl, bizToken), BizToken: bizToken }
}

const stateCodes: Readonly<Record<RuleState, ApiErrorCode>> = {
  disabled: 'InvalidParameterValue.RuleIdDisabled',
  arrears: 'UnauthorizedOperation.Arrears',
  'not-activated': 'UnauthorizedOperation.Nonactivated',
  activating: 'UnauthorizedOperation.Activating',
  'activation-failed': 'UnauthorizedOperation.ActivateError',
  'not-authorized': 'UnauthorizedOperation.NonAuthorize',
}

function isImage(value: string): boolean {
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(value) || value.length % 4 !== 0) return false
  const bytes = Buffer.from(value.slice(0, 16), 'base64').toString('hex')
  return bytes.startsWith('ffd8ff') || bytes.startsWith('89504e470d0a1a0a')
}

/** The documented shape and about the documented length. It is the browser's first hop. */
function authorizeUrl(publicUrl: string, bizToken: string): string {
  const next = `${publicUrl}/v1/web/wechat/authorized?BizToken=${bizToken}&from=sandbox_h5`
  const query = [
    'appid=wx5andb0x0000000000',
    `redirect_uri=${encodeURIComponent(next)}`,
    'response_type=code',
    'scope=snsapi_base',
    'state=',
    'component_appid=wx5andb0x1111111111',
  ].join('&')
  return `${publicUrl}/connect/oauth2/authorize?${query}#wechat_redirect`
}
