/** Tencent FaceID on your laptop, for development and tests. */

export type { IssuedToken } from './admin/controls.js'
export type { Credential } from './api/authentication.js'
export { compareRehearsal, type Difference } from './compare.js'
export { isSandboxError, SandboxError, type SandboxErrorCode } from './errors.js'
export { type SandboxOptions, sandboxCredential } from './options.js'
export { defaultRules, type IntentionKind, type Rule, type RuleState } from './rules.js'
export { createSandbox, type Sandbox } from './server.js'
export type { Behaviour, BehaviourAction } from './state/behaviours.js'
export type { Call } from './state/calls.js'
export type { Clock } from './state/clock.js'
export { magicIdCard, magicNames } from './state/magic.js'
export type { OmittableField, Outcome } from './state/outcome.js'
