import type { Elsewhere } from '../environment/offer.js'
import type { MarkName } from './Mark.js'
import type { Messages } from './messages.js'
import type { State } from './state.js'

/** What a state looks like: pure, the components only draw it. */
export function appearanceOf(state: State, words: Messages, facts: Facts): Appearance {
  const { kept, resumable, now, development } = facts
  const restart: Action = { label: words.restart, act: 'restart' }
  const start = (text: keyof Messages): Action => ({ label: words[text], act: 'start' })
  const look = (
    mark: MarkName,
    title: keyof Messages,
    main?: Action | false,
    second?: Action | false,
    text?: keyof Messages,
  ): Appearance => ({ mark, title: words[title], text: text && words[text], main, second })

  switch (state.name) {
    case 'checking':
      return look('busy', 'busy')
    case 'ready': {
      const ready =
        state.offer === 'here'
          ? look('face', 'title', start('start'), false, 'intro')
          : look('other-device', 'title', start('scanStart'), false, 'scan')
      return { ...ready, consent: true, warning: state.reminded && words.consentReminder }
    }
    case 'handoff': {
      const { qrCode, openUntil } = state
      // 16:05 in every language.
      const until = new Date(openUntil).toLocaleTimeString('en-GB', {
        hour: '2-digit',
        minute: '2-digit',
      })
      return {
        ...look('other-device', 'scan', false, restart),
        qrCode,
        hint: words.scanUntil.replace('{time}', until),
      }
    }
    case 'waiting':
      return resumable
        ? look('face', 'waiting', start('resume'), restart)
        : look('face', 'waiting', restart)
    case 'passed':
      return look('done', 'passed')
    case 'failed': {
      const { reason } = state.outcome
      const next = reason?.next
      const over = next === 'wait' && now >= (reason?.availableAt || 0)
      const qrCode = resumable && (!next || next === 'retry') ? state.qrCode : undefined
      const main: Action | false =
        next === 'correct'
          ? { label: words.correct, act: next }
          : qrCode || next === 'contact' || (next === 'wait' && !over)
            ? false
            : next === 'restart' || over || !resumable
              ? restart
              : start('retry')
      return {
        ...look('wrong', 'failed', main, !!(qrCode || next === 'contact') && restart),
        // From then on the advice, which names tomorrow, is out of date.
        text: over ? undefined : reason?.advice,
        qrCode,
        hint: qrCode && words.scanAgain,
      }
    }
    case 'expired':
      return look('wrong', 'expired', restart)
    case 'elsewhere': {
      const { offer, copied } = state
      const [title, text] = places[offer] || ['elsewhere', 'elsewhereText']
      const main: Action = { label: words.copy, act: 'copy' }
      return {
        ...look(offer, title, main, false, copied === 'done' ? 'copiedText' : text),
        copyable: copied === 'by-hand',
      }
    }
    case 'error': {
      const { code, retryable, message } = state.error
      // What is kept cannot be continued: only a new start can work.
      const again = kept && !(retryable && resumable) && restart
      if (retryable) {
        const title = code === 'offline' ? code : 'trouble'
        return look('wrong', title, start('retry'), again)
      }
      const openHere = code === 'embedded'
      return {
        ...look('wrong', 'misconfigured', false, !openHere && (again || start('retry'))),
        // On the developer's own machine the merchant reads this.
        text: openHere ? undefined : development ? message : words.misconfiguredText,
        hint: openHere ? undefined : code,
        openHere,
      }
    }
    default:
      // starting, going
      return look('busy', 'title', { label: words.busy }, false, 'intro')
  }
}

export interface Facts {
  /** A verification is kept. */
  kept: boolean
  /** The kept verification's hosted page is still open. */
  resumable: boolean
  now: number
  /** The page is on the developer's machine. */
  development: boolean
}

export interface Appearance {
  mark: MarkName
  title: string
  text?: string | undefined
  /** Replaces the mark. */
  qrCode?: string | undefined
  /** A quiet line of its own: a time or an error code. */
  hint?: string | undefined
  warning?: string | false
  /** Shows the consent checkbox, if the integrator asks for consent. */
  consent?: boolean
  main?: Action | false | undefined
  second?: Action | false | undefined
  /** The link is shown, to be copied by hand. */
  copyable?: boolean
  /** A link opens this page outside its frame. */
  openHere?: boolean
}

/** Without `act` the button shows progress and does nothing. */
export interface Action {
  label: string
  act?: Act
}

export type Act = 'start' | 'restart' | 'copy' | 'correct'

const places: Partial<Record<Elsewhere, [title: keyof Messages, text: keyof Messages]>> = {
  'mini-program': ['miniProgram', 'elsewhereText'],
  'other-phone': ['otherPhone', 'otherPhoneText'],
}
