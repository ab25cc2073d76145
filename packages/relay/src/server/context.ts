// Makes everything the routes work with from the options; refuses an incomplete configuration.
import type { FastifyBaseLogger } from 'fastify'
import { ConfigurationError, readConfiguration } from '../config/load.js'
import { createAuth } from '../routes/auth.js'
import type { RouteContext } from '../routes/context.js'
import { createCallWindow } from '../store/call-window.js'
import { connectRedis, type RedisState, type SharedRedis } from '../store/redis.js'
import { createResultCache } from '../store/result-cache.js'
import { createCallQueue } from '../tencent/call-queue.js'
import { createTencentClient } from '../tencent/client.js'
import { deriveRelayKeys } from '../tokens/keys.js'
import { createStatusReader } from '../verification/status-reader.js'
import { createMetrics, type Metrics } from './metrics.js'
import type { RelayOptions } from './options.js'
import { connectWebhooks, webhookFaults } from './webhooks.js'

export interface RelayContext extends RouteContext {
  metrics: Metrics | undefined
  redis: SharedRedis | undefined
  close(): Promise<void>
}

/**
 * @param log without one, for a command beside a running relay, nothing is logged and no webhook store is opened.
 * @throws {ConfigurationError} with every fault of file and secrets.
 */
export async function createRelayContext(
  options: RelayOptions,
  log?: Pick<FastifyBaseLogger, 'debug' | 'info' | 'warn'>,
): Promise<RelayContext> {
  const { credentials, merchantApiKeys = [], redisUrl, now = Date.now } = options
  const faults: string[] = []
  const attempt = async <T>(make: () => T | Promise<T>): Promise<T | undefined> => {
    try {
      return await make()
    } catch (error) {
      if (error instanceof ConfigurationError) faults.push(...error.faults)
      else if (error instanceof TypeError) faults.push(error.message)
      else throw error
      return undefined
    }
  }
  const configuration = await attempt(() => readConfiguration(options.configuration))
  const keys = await attempt(() => deriveRelayKeys(options.relaySecret))
  const auth = await attempt(() => createAuth(merchantApiKeys, configuration))
  const sandbox = await attempt(() => readEndpoint(options.endpoint))
  if (typeof credentials !== 'function' && (!credentials.secretId || !credentials.secretKey)) {
    faults.push('TENCENTCLOUD_SECRET_ID and TENCENTCLOUD_SECRET_KEY must both be set')
  }
  for (const [name, scene] of configuration?.scenes ?? []) {
    if (scene.startedBy === 'merchant' && merchantApiKeys.length === 0) {
      faults.push(`scenes.${name} is started by the merchant and needs MERCHANT_API_KEY`)
    }
  }
  if (configuration) faults.push(...webhookFaults(configuration, options))
  if (faults.length > 0 || !configuration || !keys || !auth) throw new ConfigurationError(faults)

  const { limits } = configuration
  const degraded = new Map<string, string>()
  const metrics = options.metrics && (await createMetrics(options.metrics))
  const onRedis = (state: RedisState, code?: string) => {
    const connected = state === 'connected'
    metrics?.redis(connected)
    log?.[connected ? 'info' : 'warn']({ state, code }, 'redis')
    if (connected) degraded.delete('redis')
    else degraded.set('redis', code === undefined ? redisDown : `${redisDown} (${code})`)
  }
  // Until Redis has answered for the first time.
  if (redisUrl !== undefined) {
    degraded.set('redis', redisDown)
    metrics?.redis(false)
  }
  const redis = await attempt(() =>
    redisUrl === undefined ? undefined : connectRedis(redisUrl, onRedis),
  )
  if (faults.length > 0) throw new ConfigurationError(faults)
  const queueOf = (action: string, perSecond = upstreamCallsPerSecond) =>
    createCallQueue({
      perSecond: Math.min(perSecond, upstreamCallsPerSecond),
      take: createCallWindow(`faceid:{${keys.current.id.toString('hex')}}:${action}`, redis),
    })
  const client = createTencentClient({
    credentials,
    queues: {
      DetectAuth: queueOf('DetectAuth'),
      GetDetectInfoEnhanced: queueOf('GetDetectInfoEnhanced', limits.upstreamReadsPerSecond),
    },
    endpoint: sandbox,
    onCall: (call) => {
      metrics?.called(call)
      const { clockAheadMs, ...upstream } = call
      // Tencent's support asks for the request id of a start.
      const level = call.action === 'DetectAuth' ? 'info' : 'debug'
      log?.[call.code === 'Success' ? level : 'warn']({ upstream }, 'upstream')
      if (!Number.isNaN(clockAheadMs)) checkClock(degraded, clockAheadMs)
    },
    onBreaker: (policy, state) => {
      metrics?.breaker(policy, state)
      log?.warn({ policy, state }, 'breaker')
      if (state === 'open')
        degraded.set(`breaker ${policy}`, `Tencent Cloud keeps failing: ${policy} calls pause`)
      else degraded.delete(`breaker ${policy}`)
    },
  })
  const reader = createStatusReader({
    client,
    cache: createResultCache(keys, now, redis),
    now,
    onVerdict(verdict, { id, scene }) {
      metrics?.judged(verdict)
      if (verdict.status !== 'pending')
        log?.info({ scene, verification: id, ...verdict }, 'verdict')
      if (verdict.final) webhooks?.final(id)
    },
    onReturn: (id) => webhooks?.returned(id),
  })
  const health = { draining: false, degraded }
  const context = { configuration, keys, auth, client, reader, health, sandbox, now }
  const webhooks = log && (await attempt(() => connectWebhooks(context, options, log)))
  const close = async () => {
    await webhooks?.close()
    client.close()
    redis?.close()
  }
  if (faults.length > 0) {
    // A connection that stays open would keep the process from ending.
    await close()
    throw new ConfigurationError(faults)
  }
  return {
    ...context,
    metrics,
    onStarted: (...started) => metrics?.started(...started),
    ...(webhooks && { track: webhooks.track }),
    redis,
    close,
  }
}

const redisDown = 'Redis does not answer: limits and cache are per relay'
/** Tencent takes 100 per action; some of them may arrive closer together than they were sent. */
const upstreamCallsPerSecond = 95
/** Milliseconds. Tencent refuses calls from 5 minutes, and back ends refuse result tokens from the future. */
const maxClockErrorMs = 30_000

function checkClock(degraded: Map<string, string>, clockAheadMs: number): void {
  const seconds = Math.round(Math.abs(clockAheadMs) / 1_000)
  const side = clockAheadMs > 0 ? 'ahead of' : 'behind'
  if (seconds * 1_000 < maxClockErrorMs) degraded.delete('clock')
  else degraded.set('clock', `The clock is ${seconds} s ${side} Tencent Cloud’s: set it by NTP`)
}

function readEndpoint(endpoint: string | undefined): URL | undefined {
  if (endpoint === undefined || endpoint === '') return undefined
  if (!URL.canParse(endpoint) || new URL(endpoint).protocol !== 'http:') {
    throw new TypeError(
      'FACEID_ENDPOINT must be the http:// address of a sandbox; leave it out for Tencent Cloud',
    )
  }
  return new URL(endpoint)
}
