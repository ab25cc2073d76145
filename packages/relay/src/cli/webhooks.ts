// `faceid-relay webhooks test | list | retry <id>`, beside a running relay.
import { ConfigurationError, readConfiguration } from '../config/load.js'
import type { RelayOptions } from '../server/options.js'
import { loadWebhooks, webhookAccess, webhookFaults } from '../server/webhooks.js'
import { deriveRelayKeys } from '../tokens/keys.js'
import { printFinding } from './doctor/finding.js'
import { checkWebhooks } from './doctor.js'
import { CommandError } from './messages.js'
import type { Terminal } from './terminal.js'

/** @returns false if a test event was not delivered or a job not found. @throws {CommandError | ConfigurationError} */
export async function webhooks(
  [action, id, ...more]: readonly string[],
  options: RelayOptions,
  { print, say }: Pick<Terminal, 'print' | 'say'>,
): Promise<boolean> {
  const isRight = action === 'retry' ? id !== undefined : id === undefined
  if (!['test', 'list', 'retry'].includes(action ?? '') || !isRight || more.length > 0) {
    throw new CommandError([['webhooks.usage']])
  }
  const configuration = readConfiguration(options.configuration)
  const faults = webhookFaults(configuration, options)
  const { webhookSecret: secret, webhookStore: store } = options
  if (faults.length > 0) throw new ConfigurationError(faults)
  if (secret === undefined || store === undefined) throw new CommandError([['webhooks.none']])
  const { listJobs, retryJob } = await loadWebhooks()
  const access = {
    store,
    ...webhookAccess({
      configuration,
      keys: deriveRelayKeys(options.relaySecret),
      sandbox: options.endpoint !== undefined,
      now: Date.now,
    }),
  }

  if (action === 'test') {
    let delivered = true
    for await (const finding of checkWebhooks(configuration, secret, Date.now)) {
      delivered &&= finding.verdict === 'fine'
      printFinding(finding, { say, print })
    }
    return delivered
  }
  if (action === 'list') {
    const jobs = await listJobs(access)
    if (jobs.length === 0) print(say('webhooks.empty'))
    for (const { webhookId, state, at, attempts, verification, status, problem } of jobs) {
      const { scene = '-', reference = '-' } = verification ?? {}
      const columns = [webhookId, state, status ?? 'pending', scene, reference]
      const time = new Date(at).toISOString()
      print(
        [...columns, time, say('webhooks.attempts', { attempts }), problem ?? ''].join('  ').trim(),
      )
    }
    return true
  }
  const outcome = await retryJob(access, id ?? '')
  print(say(`webhooks.${outcome}`, { id: id ?? '' }))
  return outcome === 'retried'
}
