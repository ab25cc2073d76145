import type { Messages, Words } from './messages.js'
import type { Elsewhere } from './offer.js'
import type { Situation } from './situation.js'
import type { WidgetError } from './widget-error.js'

/** What a situation looks like, in words and marks: pure, the components only draw it. */
export function appearanceOf(situation: Situation, words: Messages, open: boolean): Appearance {
  switch (situation.name) {
    case 'checking':
      return { mark: 'busy', words: open ? words.checking : words.starting }
    case 'ready':
      return situation.offer === 'here'
        ? { mark: 'face', words: words.ready, main: start(words.start), consent: true }
        : {
            mark: 'phone',
            words: words.handoffReady,
            main: start(words.handoffStart),
            consent: true,
          }
    case 'starting':
      return { mark: 'busy', words: words.starting, main: { label: words.starting[0] } }
    case 'going':
      return { mark: 'busy', words: words.going, main: { label: words.going[0] } }
    case 'handoff':
      return { words: words.handoff, qrCode: situation.qrCode, second: restart(words) }
    case 'waiting':
      return {
        mark: 'face',
        words: words.waiting,
        main: start(words.resume),
        second: restart(words),
      }
    case 'passed':
      return { mark: 'done', words: words.passed }
    case 'failed':
      return failed(situation, words)
    case 'expired':
      return { mark: 'late', words: words.expired, main: start(words.restart) }
    case 'elsewhere':
      return {
        mark: 'phone',
        words: words[elsewhere[situation.offer]],
        main: { label: situation.copied === 'done' ? words.copied : words.copy, act: 'copy' },
        link: situation.copied === 'by-hand',
      }
    case 'error':
      return {
        mark: 'wrong',
        words: errorWords(situation.error, words),
        main: start(words.retry),
        code: situation.error.code,
      }
  }
}

export interface Appearance {
  mark?: 'face' | 'busy' | 'done' | 'wrong' | 'late' | 'phone'
  words: Words
  qrCode?: string
  /** The choice to agree belongs here, where the integrator asks for it. */
  consent?: boolean
  main?: Action
  second?: Action
  /** The link is shown, to be copied by hand. */
  link?: boolean
  /** For those whom the user asks for help. */
  code?: string
}

/** Without `act`: it says what is under way, and nothing can be done. */
export interface Action {
  label: string
  act?: Act
}

export type Act = 'start' | 'reset' | 'check' | 'copy'

const start = (label: string): Action => ({ label, act: 'start' })
const restart = (words: Messages): Action => ({ label: words.restart, act: 'reset' })

function failed({ outcome, qrCode }: Situation & { name: 'failed' }, words: Messages): Appearance {
  const { reason, final } = outcome
  const [title, text] = words.failed
  const appearance: Appearance = { words: [title, reason?.advice || text] }
  // On the other device the same code can be scanned again.
  if (qrCode && !final) return { ...appearance, qrCode, second: restart(words) }
  appearance.mark = 'wrong'
  if (!reason || reason.retry) appearance.main = start(words.retry)
  else if (!final) appearance.second = { label: words.checkAgain, act: 'check' }
  return appearance
}

const elsewhere: Record<
  Elsewhere,
  'outside' | 'miniProgram' | 'devtools' | 'otherDevice' | 'otherPhone'
> = {
  outside: 'outside',
  'mini-program': 'miniProgram',
  devtools: 'devtools',
  'other-device': 'otherDevice',
  'other-phone': 'otherPhone',
}

function errorWords({ code, retryable }: WidgetError, words: Messages): Words {
  if (code === 'offline') return words.offline
  if (code === 'rate_limited') return words.tooOften
  return retryable ? words.trouble : words.misconfigured
}
