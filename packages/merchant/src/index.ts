export type {
  Evidence,
  EvidenceMediaName,
  EvidencePart,
  Intention,
  Problem,
  StartResponse,
  VerificationState,
} from '@faceid-h5/protocol'
export { type Consume, type MemoryConsumeOptions, memoryConsume } from './consume.js'
export { type EvidenceOf, type EvidenceStream, isEvidenceMediaName } from './evidence.js'
export type { Expectation, OpenExpectation } from './expectation.js'
export { fromPage, type PageChoice } from './from-page.js'
export { intentionDigest } from './intention-digest.js'
export type { PublicKey } from './key-set.js'
export {
  type CallOptions,
  createRelayClient,
  type EvidenceOptions,
  type ReadOptions,
  type RelayClient,
} from './relay-client.js'
export type { RelayClientOptions } from './relay-request.js'
export { isRelayError, RelayRequestError } from './relay-request-error.js'
export type { PassedResult, Result } from './result.js'
export { isResultError, ResultError, type ResultErrorCode } from './result-error.js'
export { createResultVerifier, type ResultVerifier } from './result-verifier.js'
export type { ResultVerifierOptions } from './verifier-options.js'
export {
  createWebhookVerifier,
  isWebhookError,
  WebhookError,
  type WebhookErrorCode,
  type WebhookEvent,
  type WebhookVerifier,
  type WebhookVerifierOptions,
  webhookStatus,
} from './webhook-verifier.js'
