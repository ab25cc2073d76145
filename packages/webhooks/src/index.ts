export type { Delivery } from './delivery.js'
export type { Verdict } from './job.js'
export {
  type JobSummary,
  listJobs,
  type RetryOutcome,
  retryJob,
  sendTestEvent,
} from './operator.js'
export { parseSecrets, webhookId } from './signature.js'
export { checkStoreAddress } from './stores/open-store.js'
export {
  createWebhooks,
  type TrackedVerification,
  type Webhooks,
  type WebhooksOptions,
} from './webhooks.js'
