import type { Problem } from '@faceid-h5/protocol'
import { flag, number, object, string } from './shape.js'

/** Thrown by the relay client: the relay refused, or did not answer in time. Never holds the ticket or the API key. */
export class RelayRequestError extends Error {
  override readonly name = 'RelayRequestError'
  /** The relay's problem document, or one made here if the relay did not answer. Can be sent on to the page. */
  readonly problem: Problem

  constructor(problem: Problem, options?: { cause?: unknown }) {
    super(`${problem.code}: ${problem.detail}`, options)
    this.problem = problem
  }

  get code(): Problem['code'] {
    return this.problem.code
  }

  get retryable(): boolean {
    return this.problem.retryable
  }
}

/** Checks the name, not the class: two copies of this package may be installed. */
export function isRelayError(error: unknown): error is RelayRequestError {
  return error instanceof Error && error.name === 'RelayRequestError' && 'problem' in error
}

/** No response: connection refused, reset, or too slow. */
export function unreachable(timedOut: boolean): Problem {
  return {
    ...providerUnavailable,
    title: 'Relay unreachable',
    status: timedOut ? 504 : 502,
    detail: timedOut ? 'The relay did not answer in time.' : 'The relay cannot be reached.',
    retryable: true,
  }
}

/** Not a relay's response: a proxy answered, or the address is wrong. 429, 502, 503 and 504 are retryable. */
export function notRelay(status: number): Problem {
  return {
    ...providerUnavailable,
    title: 'Not an answer of the relay',
    status: 502,
    detail: `The address of the relay answered ${status} without a problem document.`,
    retryable: [429, 502, 503, 504].includes(status),
  }
}

export async function problemOf(response: Response): Promise<Problem> {
  const content: unknown = await response.json().catch(() => undefined)
  return isProblem(content) ? content : notRelay(response.status)
}

const providerUnavailable = {
  type: 'about:blank',
  code: 'provider_unavailable',
  requestId: '',
} as const

const isProblem = object<Problem>({
  code: string,
  status: number,
  detail: string,
  retryable: flag,
})
