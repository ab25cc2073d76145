/**
 * The parameters of an intention must be those that the RuleId asks for. A RuleId without intention
 * ignores them, as Tencent does: that trap is the caller's to notice.
 */
import type { Rule } from '../rules.js'
import type { DetectAuthParameters } from '../state/detect-auth-parameters.js'
import { ApiError } from './api-error.js'

export function checkIntention(rule: Rule, request: DetectAuthParameters): void {
  if (rule.intention === undefined) return
  const type = request.Config?.IntentionType ?? 0
  if (rule.intention === 'reading') {
    need(request, 'IntentionVerifyText')
  } else if (rule.intention === 'questions') {
    if (type !== 0) throw new ApiError('InvalidParameter', 'This RuleId asks questions.')
    need(request, 'IntentionQuestions')
  } else {
    if (type !== 1)
      throw new ApiError(
        'InvalidParameter',
        'This RuleId asks for a nod: `Config.IntentionType` 1.',
      )
    need(request, 'IntentionActions')
  }
}

function need(
  request: DetectAuthParameters,
  name: 'IntentionVerifyText' | 'IntentionQuestions' | 'IntentionActions',
): void {
  if (!request[name]?.length)
    throw new ApiError('InvalidParameter', `This RuleId needs \`${name}\`.`)
}
