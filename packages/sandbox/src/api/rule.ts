/** The rule of a RuleId, unless something is wrong with the account behind it. */
import type { ApiErrorCode } from '../codes/api-codes.js'
import type { Rule, RuleState } from '../rules.js'
import { ApiError } from './api-error.js'

export function findRule(rules: Readonly<Record<string, Rule>>, ruleId: string): Rule {
  const rule = Object.hasOwn(rules, ruleId) ? rules[ruleId] : undefined
  if (!rule) throw new ApiError('InvalidParameterValue.RuleIdNotExist')
  const code = rule.state && stateCodes[rule.state]
  if (code) throw new ApiError(code)
  return rule
}

/** A disabled rule starts nothing, but what it has started can be read. */
const stateCodes: Readonly<Record<RuleState, ApiErrorCode | undefined>> = {
  disabled: undefined,
  arrears: 'UnauthorizedOperation.Arrears',
  'not-activated': 'UnauthorizedOperation.Nonactivated',
  activating: 'UnauthorizedOperation.Activating',
  'activation-failed': 'UnauthorizedOperation.ActivateError',
  'not-authorized': 'UnauthorizedOperation.NonAuthorize',
}
