/** What the sandbox refuses in the hands of a test, with a code that stays. */
export type SandboxErrorCode =
  /** Another process listens there. */
  | 'port_taken'
  /** The host is not an address of this machine. */
  | 'address_unavailable'
  /** Not one of this sandbox's BizTokens. */
  | 'token_unknown'
  /** Older than three days. */
  | 'token_forgotten'
  /** A passed face stays passed. */
  | 'face_passed'
  /** The RuleId asks for no intention. */
  | 'intention_unexpected'

export class SandboxError extends Error {
  override readonly name = 'SandboxError'
  readonly code: SandboxErrorCode

  constructor(code: SandboxErrorCode, message: string, options?: { cause?: unknown }) {
    super(message, options)
    this.code = code
  }
}

export function isSandboxError(error: unknown): error is SandboxError {
  return error instanceof Error && error.name === 'SandboxError'
}
