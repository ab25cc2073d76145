// One thing the doctor looked at, in plain words. No secret, no person, no BizToken in any of them.

export interface Finding {
  /** `fix`: something must be done. `note`: worth knowing; may be as it should be. */
  verdict: 'fine' | 'fix' | 'note'
  /** What was looked at, such as `loan, native (RuleId 1000001)`. */
  subject: string
  /** What was found. */
  says: string
  /** What to do, or what it means. */
  advice?: string
  /** Tencent's code, and what its support asks for. */
  provider?: { code: string; requestId: string | undefined }
}

const signs: Readonly<Record<Finding['verdict'], string>> = { fine: '✓', fix: '✗', note: '–' }

export function inLines({ verdict, subject, says, advice, provider }: Finding): string[] {
  const lines = [`${signs[verdict]} ${subject}: ${says}`]
  if (advice !== undefined) lines.push(`    ${advice}`)
  if (provider !== undefined) {
    const { code, requestId } = provider
    // Without an id it is a word of the relay's own client.
    lines.push(requestId === undefined ? `    (${code})` : `    (${code}, RequestId ${requestId})`)
  }
  return lines
}
