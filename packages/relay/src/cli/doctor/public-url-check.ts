// Checks what browsers get at publicUrl: this relay, with headers that no proxy has changed. Not being reachable from
// here is no fault: the relay may run behind a balancer, or not yet.
import type { RelayContext } from '../../server/context.js'
import type { EnvironmentVariables } from '../env.js'
import type { TextKey, Values } from '../messages.js'
import type { Finding } from './finding.js'

export async function* checkPublicUrl(
  { configuration, keys }: RelayContext,
  { port, trustProxy }: Pick<EnvironmentVariables, 'port' | 'trustProxy'>,
): AsyncGenerator<Finding> {
  const { base, publicUrl } = configuration
  const finding = (verdict: Finding['verdict'], text: TextKey, values?: Values): Finding => ({
    verdict,
    subject: `publicUrl ${base}`,
    text,
    values,
  })
  const answer = await get(`${base}/.well-known/jwks.json`)
  if ('reason' in answer || (answer.status >= 502 && answer.status <= 504)) {
    const publicPort = Number(publicUrl.port || (publicUrl.protocol === 'http:' ? 80 : 443))
    // http is for loopback and private addresses, where usually no proxy is in front.
    if (publicUrl.protocol === 'http:' && publicPort !== port)
      return yield finding('fix', 'doctor.portDiffers', { port, publicPort })
    const reason = 'reason' in answer ? answer.reason : `HTTP ${answer.status}`
    return yield finding('note', 'doctor.notReachable', { reason })
  }
  if (answer.status >= 300 && answer.status < 400) return yield finding('fix', 'doctor.redirects')
  const kids = answer.status === 200 ? kidsOf(answer.body) : undefined
  if (kids === undefined)
    return yield finding('fix', 'doctor.notRelay', { path: publicUrl.pathname })
  if (!kids.includes(keys.current.signing.kid)) return yield finding('fix', 'doctor.otherSecret')
  yield finding('fine', 'doctor.answers')
  // Two are an error to a browser: a proxy has added its own.
  const origins = answer.headers.get('access-control-allow-origin')
  if (origins !== '*') yield finding('fix', 'doctor.corsHeader', { value: origins ?? '–' })
  const script = await get(`${base}/faceid-h5.js`)
  if ('status' in script && script.headers.get('cross-origin-resource-policy') !== 'cross-origin')
    yield finding('fix', 'doctor.resourcePolicy')
  if (publicUrl.protocol === 'https:' && trustProxy === undefined)
    yield { verdict: 'note', subject: 'TRUST_PROXY', text: 'doctor.trustProxy' }
}

export async function get(
  address: string,
): Promise<{ status: number; headers: Headers; body: string } | { reason: string }> {
  try {
    const signal = AbortSignal.timeout(5_000)
    const headers = { origin: 'https://doctor.invalid' }
    const answer = await fetch(address, { redirect: 'manual', signal, headers })
    const body = await answer.text()
    return { status: answer.status, headers: answer.headers, body }
  } catch (error) {
    // Node's fetch keeps the reason one level below.
    const cause: unknown = error instanceof Error ? error.cause : undefined
    const code = typeof cause === 'object' && cause !== null && 'code' in cause ? cause.code : ''
    return { reason: String(code) || 'Timeout' }
  }
}

function kidsOf(body: string): unknown[] | undefined {
  try {
    const { keys } = Object(JSON.parse(body)) as { keys?: unknown }
    if (!Array.isArray(keys) || keys.length === 0) return undefined
    return keys.map((key: unknown) => (Object(key) as { kid?: unknown }).kid)
  } catch {
    return undefined
  }
}
