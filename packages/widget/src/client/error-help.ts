// The widget's own error codes, and whether the same may succeed later. The documents have a row for each.
import type { ProblemCode } from '@faceid-h5/protocol'
import type { WidgetErrorCode } from './widget-error.js'

export const errorHelp: Readonly<Record<Exclude<WidgetErrorCode, ProblemCode>, boolean>> = {
  offline: true,
  relay_unreachable: true,
  relay_slow: true,
  answer_unreadable: false,
  hosted_url_refused: false,
  environment_unsupported: false,
  embedded: false,
  cancelled: false,
  option_invalid: false,
}
