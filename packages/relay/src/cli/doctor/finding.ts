// One thing that the doctor has checked. No secret, no personal data and no BizToken in any of its texts.
import type { TextKey, Values } from '../messages.js'

export interface Finding {
  /** `fix`: something must be done. `note`: may be as it should be. */
  verdict: 'fine' | 'fix' | 'note'
  /** What was checked, such as `loan, native (RuleId 1000001)`. */
  subject: string
  /** A text of up to three lines: what, why it matters, what to do. Or these lines in the operator's language. */
  text: TextKey | readonly string[]
  values?: Values
  /** Tencent's error code, and the request id that its support asks for. */
  provider?: { code: string; requestId: string | undefined }
}
