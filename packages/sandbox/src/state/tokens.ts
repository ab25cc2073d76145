/** All BizTokens that were issued. A token is known for three days, then it is only "expired". */
import { randomUUID } from 'node:crypto'
import type { Rule } from '../rules.js'
import type { Clock } from './clock.js'
import type { DetectAuthParameters } from './detect-auth-parameters.js'
import { magicFor } from './magic.js'
import { createPerson } from './person.js'
import { retentionMs, type Verification } from './verification.js'

const openMs = 7_200_000

export function createTokens(clock: Clock) {
  const verifications = new Map<string, Verification>()
  return {
    issue(rule: Rule, request: DetectAuthParameters): Verification {
      const bizToken = randomUUID().toUpperCase()
      const createdAt = clock.now()
      const verification: Verification = {
        bizToken,
        ruleId: request.RuleId,
        rule,
        request,
        createdAt,
        person: createPerson(bizToken, request),
        magic: magicFor(request),
        attempts: [],
        openUntil: createdAt + openMs,
        cardRead: false,
        face: null,
        intention: null,
        livenessTags: null,
        omit: [],
      }
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
