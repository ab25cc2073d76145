// `faceid-relay doctor`: checks everything that the relay needs, for free, and prints each finding as it is known:
// what it is, why it matters, what to do. Shows no secret.
import { once } from 'node:events'
import { createRelayContext, type RelayContext } from '../server/context.js'
import type { RelayOptions } from '../server/options.js'
import { loadWebhooks } from '../server/webhooks.js'
import type { SharedRedis } from '../store/redis.js'
import { checkPublicUrl } from './doctor/public-url-check.js'
import { checkConnection, checkRules } from './doctor/tencent-check.js'
import type { EnvironmentVariables } from './env.js'
import { type Finding, fine, fix, note, printFindings } from './finding.js'
import type { Terminal } from './terminal.js'

type Environment = Pick<EnvironmentVariables, 'port' | 'trustProxy'>

/** @returns whether there is nothing to fix. @throws {ConfigurationError} as a start of the relay does. */
export async function doctor(
  options: RelayOptions,
  environment: Environment,
  { say, print }: Pick<Terminal, 'say' | 'print'>,
): Promise<boolean> {
  const context = await createRelayContext(options)
  try {
    const count = await printFindings(findings(), { say, print })
    print('')
    print(say(count === 0 ? 'doctor.nothingToFix' : 'doctor.toFix', { count }))
    return count === 0
  } finally {
    await context.close()
  }

  async function* findings(): AsyncGenerator<Finding> {
    yield checkNode(process.versions.node)
    const { size: count } = context.configuration.scenes
    yield fine(say('doctor.configuration'), 'doctor.complete', { count })
    if (context.sandbox !== undefined) yield note('FACEID_ENDPOINT', 'doctor.sandbox')
    const connection = await checkConnection(context.sandbox, context.now)
    yield* connection
    if (connection.every(({ verdict }) => verdict !== 'fix' || context.sandbox === undefined))
      yield* checkRules(context, say)
    if (context.redis !== undefined) yield* checkRedis(context.redis)
    if (options.webhookSecret !== undefined) yield* checkWebhooks(context, options.webhookSecret)
    yield* checkPublicUrl(context, environment)
  }
}

/** As `engines` of package.json. */
export const oldestNode = '20.19.0'

/** @param node such as `20.19.1` */
export function checkNode(node: string): Finding {
  const subject = `Node.js ${node}`
  const old = node.localeCompare(oldestNode, 'en', { numeric: true }) < 0
  return old
    ? fix(subject, 'doctor.nodeOld', { version: oldestNode })
    : fine(subject, 'doctor.node')
}

/** Sends a signed test event to every address. */
export async function* checkWebhooks(
  { configuration, now }: RelayContext,
  secret: string,
): AsyncGenerator<Finding> {
  const { sendTestEvent } = await loadWebhooks()
  const scenes = [...configuration.scenes.values()]
  for (const url of new Set(scenes.flatMap(({ webhookUrl }) => webhookUrl ?? []))) {
    const delivery = await sendTestEvent(url, secret, now)
    const problem = delivery.kind === 'failed' ? delivery.problem : 'http_410'
    if (delivery.kind === 'delivered') yield fine(url, 'doctor.webhook')
    else yield fix(url, 'doctor.webhookFails', { problem })
  }
}

async function* checkRedis({ client: redis }: SharedRedis): AsyncGenerator<Finding> {
  try {
    if (redis.status !== 'ready') await once(redis, 'ready', { signal: AbortSignal.timeout(3_000) })
    await redis.ping()
    yield fine('Redis', 'doctor.redis')
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    // A message may hold the address and with it a password: only a code is repeated.
    const [reason] = /^[A-Z_]{3,}/.exec(code ?? message) ?? []
    return yield fix('Redis', 'doctor.redisDown', { reason: reason ? ` (${reason})` : '' })
  }
  // A managed Redis may refuse CONFIG: then the policy is not known.
  const answer = await redis.config('GET', 'maxmemory-policy').catch(() => [])
  const [, policy] = answer as string[]
  if (policy === 'noeviction') yield note('Redis', 'doctor.redisPolicy', { policy })
}
