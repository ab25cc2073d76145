/** DetectAuth: issues a BizToken, or refuses with a documented code. */
import type { DetectAuthParameters } from '../state/detect-auth-parameters.js'
import { ApiError } from './api-error.js'
import { authorizeUrl } from './authorize-url.js'
import type { ApiContext } from './context.js'
import { detectAuthFields } from './detect-auth-fields.js'
import { decryptParameters, encryptionFields } from './encryption.js'
import { checkFields } from './fields.js'
import { checkIntention } from './intention-parameters.js'
import { findRule } from './rule.js'

export function detectAuth(
  parameters: Record<string, unknown>,
  context: ApiContext,
): { Url: string; BizToken: string } {
  // A name is longer when it is encrypted, so the limits are for what comes out.
  const clear = decryptParameters(parameters, encryptionOf(parameters), context.consoleKey)
  checkFields(detectAuthFields, clear)
  const request = clear as unknown as DetectAuthParameters // checked field by field just above
  const rule = findRule(context.options.rules, request.RuleId)
  if (rule.state === 'disabled') throw new ApiError('InvalidParameterValue.RuleIdDisabled')
  if (rule.identity === 'supplied' && !(request.Name && request.IdCard))
    throw new ApiError('InvalidParameter', 'This RuleId needs `Name` and `IdCard`.')
  checkIntention(rule, request)
  const { bizToken } = context.state.tokens.issue(rule, request)
  return { Url: authorizeUrl(context.publicUrl(), bizToken), BizToken: bizToken }
}

function encryptionOf(parameters: Record<string, unknown>) {
  const { Encryption } = parameters
  if (Encryption === undefined || Encryption === null) return undefined
  checkFields(encryptionFields, Encryption, 'Encryption.')
  return Encryption as NonNullable<DetectAuthParameters['Encryption']> // checked on the line above
}
