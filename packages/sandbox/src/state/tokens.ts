/** All BizTokens that were issued. A token is known for three days, then it is only "expired". */
import { randomUUID } from 'node:crypto'
import type { Rule } from '../rules.js'
import type { Clock } from './clock.js'
import type { DetectAuthParameters } from './detect-auth-parameters.js'
import { createVerification, retentionMs, type Verification } from './verification.js'

export function createTokens(clock: Clock) {
  const verifications = new Map<string, Verification>()
  return {
    issue(rule: Rule, request: DetectAuthParameters): Verification {
      const bizToken = randomUUID().toUpperCase()
      const verification = createVerification(bizToken, rule, request, clock.now())
      verifications.set(bizToken, verification)
      return verification
    },
    find(bizToken: string): Verification | 'unknown' | 'expired' {
      const verification = verifications.get(bizToken)
      if (!verification) return 'unknown'
      return clock.now() > verification.createdAt + retentionMs ? 'expired' : verification
    },
    all: () => [...verifications.values()],
  }
}
