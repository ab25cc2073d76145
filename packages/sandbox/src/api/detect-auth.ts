/** DetectAuth: issues a BizToken, or refuses with a documented code. */
import type { Rule } from '../rules.js'
import type { DetectAuthParameters } from '../state/detect-auth-parameters.js'
import { ApiError } from './api-error.js'
import { authorizeUrl } from './authorize-url.js'
import type { ApiContext } from './context.js'
import { checkDetectAuth } from './detect-auth-fields.js'
import { findRule } from './rule.js'

export function detectAuth(
  parameters: Record<string, unknown>,
  context: ApiContext,
): { Url: string; BizToken: string } {
  const request = checkDetectAuth(parameters)
  if (request.Encryption)
    throw new ApiError('FailedOperation.DecryptSystemError', 'The sandbox decrypts nothing.')
  const rule = findRule(context.options.rules, request.RuleId)
  if (rule.state === 'disabled') throw new ApiError('InvalidParameterValue.RuleIdDisabled')
  if (rule.identity === 'supplied' && !(request.Name && request.IdCard))
    throw new ApiError('InvalidParameter', 'This RuleId needs `Name` and `IdCard`.')
  checkIntention(rule, request)
  const { bizToken } = context.state.tokens.issue(rule, request)
  return { Url: authorizeUrl(context.publicUrl(), bizToken), BizToken: bizToken }
}

/** A RuleId without intention ignores these parameters, as Tencent does. */
function checkIntention({ intention }: Rule, request: DetectAuthParameters): void {
  if (intention === undefined) return
  const { name, type } = intentionParameters[intention]
  if (type !== undefined && (request.Config?.IntentionType ?? 0) !== type)
    throw new ApiError('InvalidParameter', `This RuleId needs \`Config.IntentionType\` ${type}.`)
  if (!request[name]?.length)
    throw new ApiError('InvalidParameter', `This RuleId needs \`${name}\`.`)
}

const intentionParameters = {
  reading: { name: 'IntentionVerifyText', type: undefined },
  questions: { name: 'IntentionQuestions', type: 0 },
  nod: { name: 'IntentionActions', type: 1 },
} as const
