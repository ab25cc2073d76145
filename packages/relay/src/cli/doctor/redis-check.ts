// Whether Redis answers. The relay runs without it, so that nothing else would say so before the next peak.
import { once } from 'node:events'
import type { SharedRedis } from '../../store/redis.js'
import type { Finding } from './finding.js'

export async function checkRedis({ client: redis }: SharedRedis): Promise<Finding> {
  const subject = 'Redis'
  let reason = ''
  // The address may hold a password, and so may a message: a code alone is repeated.
  redis.on('error', (error: Error & { code?: string }) => {
    reason = /^[A-Z_]{3,}/.exec(error.code ?? error.message)?.[0] ?? reason
  })
  try {
    if (redis.status !== 'ready') await once(redis, 'ready', { signal: AbortSignal.timeout(3_000) })
    await redis.ping()
    return { verdict: 'fine', subject, says: 'answers' }
  } catch {
    return {
      verdict: 'fix',
      subject,
      says: `does not answer${reason === '' ? '' : ` (${reason})`}`,
      advice:
        'Is REDIS_URL right, with user and password? Relays without it do not share limits and results.',
    }
  }
}
