// One thing that the doctor has checked. No secret, no personal data and no BizToken in any of its texts.
import type { TextKey, Values } from '../messages.js'
import type { Terminal } from '../terminal.js'

export interface Finding {
  /** `fix`: something must be done. `note`: may be as it should be. */
  verdict: 'fine' | 'fix' | 'note'
  /** What was checked, such as `loan, native (RuleId 1000001)`. */
  subject: string
  /** A text of up to three lines: what, why it matters, what to do. Or these lines in the operator's language. */
  text: TextKey | readonly string[]
  values?: Values | undefined
  /** Tencent's error code, and the request id that its support asks for. */
  provider?: { code: string; requestId: string | undefined }
}

const signs: Readonly<Record<Finding['verdict'], string>> = { fine: '✓', fix: '✗', note: '–' }

export function printFinding(
  { verdict, subject, text, values, provider }: Finding,
  { say, print }: Pick<Terminal, 'say' | 'print'>,
): void {
  const [what, ...more] = typeof text === 'string' ? say(text, values).split('\n') : text
  print(`${signs[verdict]} ${subject}: ${what}`)
  for (const line of more) print(`    ${line}`)
  if (provider === undefined) return
  const { code, requestId } = provider
  print(`    (${code}${requestId === undefined ? '' : `, RequestId ${requestId}`})`)
}
