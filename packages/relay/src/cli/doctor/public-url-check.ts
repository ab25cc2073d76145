// Checks what browsers get at publicUrl: this relay, with headers that no proxy has changed. Not being reachable from
// here is no fault: the relay may run behind a balancer, or not yet.
import type { RelayContext } from '../../server/context.js'
import type { EnvironmentVariables } from '../env.js'
import { type Finding, fine, fix, note } from '../finding.js'

export async function* checkPublicUrl(
  { configuration: { base, publicUrl }, keys }: RelayContext,
  { port, trustProxy }: Pick<EnvironmentVariables, 'port' | 'trustProxy'>,
): AsyncGenerator<Finding> {
  const subject = `publicUrl ${base}`
  const answer = await get(`${base}/.well-known/jwks.json`)
  if ('reason' in answer || (answer.status >= 502 && answer.status <= 504)) {
    const publicPort = Number(publicUrl.port || (publicUrl.protocol === 'http:' ? 80 : 443))
    // http is for loopback and private addresses, where usually no proxy is in front.
    if (publicUrl.protocol === 'http:' && publicPort !== port)
      return yield fix(subject, 'doctor.portDiffers', { port, publicPort })
    const reason = 'reason' in answer ? answer.reason : `HTTP ${answer.status}`
    return yield note(subject, 'doctor.notReachable', { reason })
  }
  if (answer.status >= 300 && answer.status < 400) return yield fix(subject, 'doctor.redirects')
  const kids = answer.status === 200 ? kidsOf(answer.body) : []
  if (kids.length === 0) return yield fix(subject, 'doctor.notRelay', { path: publicUrl.pathname })
  if (!kids.includes(keys.current.signing.kid)) return yield fix(subject, 'doctor.otherSecret')
  yield fine(subject, 'doctor.answers')
  // Two are an error to a browser: a proxy has added its own.
  const origins = answer.headers.get('access-control-allow-origin')
  if (origins !== '*') yield fix(subject, 'doctor.corsHeader', { value: origins ?? '–' })
  const script = await get(`${base}/faceid-h5.js`)
  if ('status' in script && script.headers.get('cross-origin-resource-policy') !== 'cross-origin')
    yield fix(subject, 'doctor.resourcePolicy')
  if (publicUrl.protocol === 'https:' && trustProxy === undefined)
    yield note('TRUST_PROXY', 'doctor.trustProxy')
}

export async function get(
  address: string,
): Promise<{ status: number; headers: Headers; body: string } | { reason: string }> {
  try {
    const signal = AbortSignal.timeout(5_000)
    const headers = { origin: 'https://doctor.invalid' }
    const answer = await fetch(address, { redirect: 'manual', signal, headers })
    return { status: answer.status, headers: answer.headers, body: await answer.text() }
  } catch (error) {
    // Node's fetch keeps the reason one level below.
    const { cause } = error as { cause?: { code?: string } }
    return { reason: cause?.code || 'Timeout' }
  }
}

/** @returns none if it is not a key set. */
function kidsOf(body: string): unknown[] {
  try {
    const { keys }: { keys: { kid: unknown }[] } = JSON.parse(body)
    return keys.map(({ kid }) => kid)
  } catch {
    return []
  }
}
