/** All BizTokens that were issued. A token is known for three days, then it is only "expired". */
import type { Rule } from '../rules.js'
import type { Clock } from './clock.js'
import type { DetectAuthParameters } from './detect-auth-parameters.js'
import { createVerification, retentionMs, type Verification } from './verification.js'

export interface Tokens {
  issue(rule: Rule, request: DetectAuthParameters): Verification
  find(bizToken: string): Verification | 'unknown' | 'expired'
  all(): Verification[]
}

export function createTokens(clock: Clock, randomId: () => string): Tokens {
  const verifications = new Map<string, Verification>()
  return {
    issue(rule, request) {
      const bizToken = randomId().toUpperCase()
      const verification = createVerification(bizToken, rule, request, clock.now())
      verifications.set(bizToken, verification)
      return verification
    },
    find(bizToken) {
      const verification = verifications.get(bizToken)
      if (!verification) return 'unknown'
      return clock.now() > verification.createdAt + retentionMs ? 'expired' : verification
    },
    all: () => [...verifications.values()],
  }
}
