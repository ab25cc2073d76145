// What an error of the widget's own means for the developer of the page. For the documents: nothing of it is shipped.
import type { ProblemCode } from '@faceid-h5/protocol'
import type { WidgetErrorCode } from './widget-error.js'

export const errorHelp: Readonly<
  Record<Exclude<WidgetErrorCode, ProblemCode>, { retryable: boolean; cause: string; cure: string }>
> = {
  offline: {
    retryable: true,
    cause: 'The device has no network.',
    cure: 'Nothing. The user tries again when there is one.',
  },
  relay_unreachable: {
    retryable: true,
    cause:
      'The relay, or your `start-url`, gave no answer: not running, blocked by the page’s policy, or by CORS.',
    cure: 'Open `<relay>/healthz` in the same browser. Look for a Content-Security-Policy in its console: the relay’s origin belongs into `connect-src`.',
  },
  relay_slow: {
    retryable: true,
    cause: 'No answer in the time allowed.',
    cure: 'Look at the relay’s log and at what stands between it and the phone.',
  },
  answer_unreadable: {
    retryable: false,
    cause: 'Something else than a relay answered, such as a login page or the 404 of a proxy.',
    cure: 'Is `relay` the relay’s `publicUrl`, path included? A `start-url` must answer what the relay answered, problems included.',
  },
  hosted_url_refused: {
    retryable: false,
    cause: 'The address that was answered is not one of Tencent’s hosted page.',
    cure: 'Hand on the relay’s answer unchanged. Where its configuration names other `hostedPageHosts`, name them in `hosted-page-hosts` too. The sandbox’s page is gone to only where the relay itself is on loopback or plain http.',
  },
  environment_unsupported: {
    retryable: false,
    cause: '`start()` was called where nothing can run: a desktop browser, a mini program.',
    cure: 'Ask `offer()` first, or let the element say it. See `outsideWeChat` and `handoff` of the scene.',
  },
  cancelled: {
    retryable: false,
    cause: '`reset()` or `callOff()` came before the start was done.',
    cure: 'Nothing: it is what was asked for.',
  },
  option_invalid: {
    retryable: false,
    cause: 'An attribute or option is missing or malformed; the message names it.',
    cure: 'Set `scene`, `reference` (1–64 of `A-Za-z0-9._:-`) and, without the script tag, `relay`.',
  },
}
