import type { Problem } from '@faceid-h5/protocol'

/** Thrown by the relay client: the relay refused, or did not answer in time. Never holds the ticket or the key. */
export class RelayRequestError extends Error {
  override readonly name = 'RelayRequestError'
  /** The problem document of the relay, or one that says it did not answer: fit to be handed on to the page. */
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

/** By name, not by class: two copies of this package may be installed. */
export function isRelayError(error: unknown): error is RelayRequestError {
  return error instanceof Error && error.name === 'RelayRequestError' && 'problem' in error
}
