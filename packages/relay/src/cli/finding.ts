// One thing that the doctor or a rehearsal has checked. No secret, no personal data and no BizToken in any of its texts.
import type { TextKey, Values } from './messages.js'
import type { Terminal } from './terminal.js'

export interface Finding {
  /** `fix`: something must be done. `note`: may be as it should be. */
  verdict: 'fine' | 'fix' | 'note'
  /** What was checked, such as `loan, native (RuleId 1000001)`; none if the text names it. */
  subject?: string
  /** A text of several lines: what, and unless it is fine why it matters and what to do. */
  text: TextKey
  values?: Values | undefined
  /** Tencent's error code, and the request id that its support asks for. */
  provider?: { code: string; requestId: string | undefined }
}

const of =
  (verdict: Finding['verdict']) =>
  (subject: string, text: TextKey, values?: Values): Finding => ({ verdict, subject, text, values })
export const fine = of('fine')
export const fix = of('fix')
export const note = of('note')

/** Prints each finding as it is known. @returns how many are to be fixed. */
export async function printFindings(
  findings: AsyncIterable<Finding> | Iterable<Finding>,
  { say, print }: Pick<Terminal, 'say' | 'print'>,
  signOfFix = '✗',
): Promise<number> {
  const signs = { fine: '✓', fix: signOfFix, note: '–' }
  let fixes = 0
  for await (const { verdict, subject, text, values, provider } of findings) {
    if (verdict === 'fix') fixes += 1
    const [what, ...more] = say(text, values).split('\n')
    print(`${signs[verdict]} ${subject === undefined ? '' : `${subject}: `}${what}`)
    if (verdict !== 'fine') for (const line of more) print(`    ${line}`)
    if (provider === undefined) continue
    const { code, requestId } = provider
    print(`    (${code}${requestId === undefined ? '' : `, RequestId ${requestId}`})`)
  }
  return fixes
}
