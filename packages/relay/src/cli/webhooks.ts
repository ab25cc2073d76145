// `faceid-relay webhooks test | list | retry <id>`, beside a running relay.
import { createRelayContext } from '../server/context.js'
import type { RelayOptions } from '../server/options.js'
import { loadWebhooks, webhookAccess } from '../server/webhooks.js'
import { checkWebhooks } from './doctor.js'
import { printFindings } from './finding.js'
import { CommandError } from './messages.js'
import type { Terminal } from './terminal.js'

/** @returns false if a test event was not delivered or a job not found. @throws {CommandError | ConfigurationError} */
export async function webhooks(
  [action = '', id = '', ...more]: readonly string[],
  options: RelayOptions,
  { print, say }: Pick<Terminal, 'print' | 'say'>,
): Promise<boolean> {
  const isRight = /^((test|list) |retry .+)$/.test(`${action} ${id}`)
  if (!isRight || more.length > 0) throw new CommandError([['webhooks.usage']])
  const context = await createRelayContext(options)
  await context.close()
  const { webhookSecret: secret, webhookStore: store } = options
  if (secret === undefined || store === undefined) throw new CommandError([['webhooks.none']])
  const { listJobs, retryJob } = await loadWebhooks()
  const access = { store, ...webhookAccess(context) }

  if (action === 'test')
    return (await printFindings(checkWebhooks(context, secret), { say, print })) === 0
  if (action === 'list') {
    const jobs = await listJobs(access).catch(refuse)
    if (jobs.length === 0) print(say('webhooks.empty'))
    for (const { webhookId, state, at, attempts, verification, status, problem = '' } of jobs) {
      const { scene = '-', reference = '-' } = verification ?? {}
      const columns = [webhookId, state, status ?? 'pending', scene, reference]
      columns.push(new Date(at).toISOString(), say('webhooks.attempts', { attempts }), problem)
      print(columns.join('  ').trim())
    }
    return true
  }
  const outcome = await retryJob(access, id).catch(refuse)
  print(say(`webhooks.${outcome}`, { id }))
  return outcome === 'retried'
}

/** A store that cannot be opened is a fault of its address. */
function refuse(error: unknown): never {
  throw error instanceof TypeError ? new CommandError([error.message]) : error
}
