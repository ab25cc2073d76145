// Whether this relay answers at publicUrl, with its own keys. That it can't be reached from here is no fault: it may
// be behind a balancer, or not started yet.
import type { Configuration } from '../../config/load.js'
import type { RelayKeys } from '../../tokens/keys.js'
import type { Finding } from './finding.js'

export async function checkPublicUrl(
  { base, publicUrl }: Configuration,
  keys: RelayKeys,
  fetch: typeof globalThis.fetch,
): Promise<Finding> {
  const subject = `publicUrl ${base}`
  const fix = (says: string, advice: string): Finding => ({ verdict: 'fix', subject, says, advice })
  const strays = fix(
    'something else than a relay answers',
    `Hand everything under ${publicUrl.pathname} to the relay, with the path as it is: nothing cut off, nothing added.`,
  )
  let answer: Response
  let body: string
  try {
    const signal = AbortSignal.timeout(5_000)
    answer = await fetch(`${base}/.well-known/jwks.json`, { redirect: 'manual', signal })
    body = await answer.text()
  } catch (error) {
    return { verdict: 'note', subject, says: `not reachable from here${why(error)}` }
  }
  if (answer.status >= 300 && answer.status < 400) {
    return fix(
      'redirects',
      'Write the address it leads to, so that pages reach the relay directly.',
    )
  }
  if (answer.status >= 502 && answer.status <= 504) {
    const says = `what stands in front answers ${answer.status}: the relay is not running, or not where that looks for it`
    return { verdict: 'note', subject, says }
  }
  const kids = answer.ok ? kidsOf(body) : undefined
  if (kids === undefined) return strays
  if (kids.includes(keys.current.signing.kid)) {
    return { verdict: 'fine', subject, says: 'this relay answers, with the keys of RELAY_SECRET' }
  }
  return fix(
    'a relay with another RELAY_SECRET answers',
    'All relays behind this address need the same. In a rotation, let every relay know the new secret before one of them seals with it.',
  )
}

function why(error: unknown): string {
  // Node's fetch keeps the reason one level below.
  const cause: unknown = error instanceof Error ? error.cause : undefined
  const code = typeof cause === 'object' && cause !== null && 'code' in cause ? cause.code : ''
  return typeof code === 'string' && /^[A-Z][A-Z0-9_]+$/.test(code) ? ` (${code})` : ''
}

function kidsOf(body: string): unknown[] | undefined {
  try {
    const jwks: unknown = JSON.parse(body)
    // Safe: every member is looked at before it is used.
    const { keys } = (jwks ?? {}) as { keys?: unknown }
    if (!Array.isArray(keys) || keys.length === 0) return undefined
    return keys.map((key: unknown) =>
      typeof key === 'object' && key !== null && 'kid' in key ? key.kid : undefined,
    )
  } catch {
    return undefined
  }
}
