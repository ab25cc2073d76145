import type { Elsewhere } from '../environment/offer.js'
import type { Messages } from './messages.js'
import type { State } from './state.js'

/** What a state looks like: pure, the components only draw it. `open`: a verification is kept. */
export function appearanceOf(state: State, words: Messages, open: boolean): Appearance {
  const start = (label: string): Action => ({ label, act: 'start' })
  const restart: Action = { label: words.restart, act: 'reset' }
  const ready: Appearance = { mark: 'face', title: words.title, text: words.intro, consent: true }

  switch (state.name) {
    case 'checking':
      return { mark: 'busy', title: open ? words.checking : words.opening }
    case 'ready': {
      const warning = state.reminded && words.consentReminder
      return state.offer === 'here'
        ? { ...ready, warning, main: start(words.start) }
        : { ...ready, warning, text: words.scanText, main: start(words.scanStart) }
    }
    case 'starting':
    case 'going':
      return { ...ready, mark: 'busy', consent: false, main: { label: words.opening } }
    case 'handoff':
      return { ...state, title: words.scan, text: words.scanText, second: restart }
    case 'waiting':
      return {
        mark: 'face',
        title: words.waiting,
        text: words.waitingText,
        main: start(words.resume),
        second: restart,
      }
    case 'passed':
      return { mark: 'done', title: words.passed, text: words.passedText }
    case 'failed': {
      const { qrCode, outcome } = state
      const { reason, final } = outcome
      const failed = { title: words.failed, text: reason?.advice }
      // On the other device the same code can be scanned again.
      if (qrCode && !final) return { ...failed, qrCode, second: restart }
      return { ...failed, mark: 'wrong', main: reason?.next !== 'wait' && start(words.retry) }
    }
    case 'expired':
      return { mark: 'late', title: words.expired, main: start(words.restart) }
    case 'elsewhere': {
      const { offer, copied } = state
      const byHand = copied === 'by-hand'
      const way = offer === 'other-phone' ? words.otherPhoneText : words.elsewhereText
      return {
        mark: 'phone',
        title: words[titles[offer] || 'elsewhere'],
        text: byHand ? words.copyByHand : way,
        link: byHand,
        main: { label: copied === 'done' ? words.copied : words.copy, act: 'copy' },
      }
    }
    case 'error': {
      const { code, retryable } = state.error
      const trouble = retryable ? 'trouble' : 'misconfigured'
      return {
        mark: 'wrong',
        title: words[code === 'offline' ? code : trouble],
        text: words[`${trouble}Text`].replace('{code}', code),
        main: start(words.retry),
      }
    }
  }
}

export interface Appearance {
  mark?: 'face' | 'busy' | 'done' | 'wrong' | 'late' | 'phone'
  /** Stands in the mark's place. */
  qrCode?: string
  title: string
  text?: string | undefined
  warning?: string | false
  /** The choice to agree belongs here, where the integrator asks for it. */
  consent?: boolean
  main?: Action | false
  second?: Action
  /** The link is shown, to be copied by hand. */
  link?: boolean
}

/** Without `act` it says what is in progress, and nothing can be done. */
export interface Action {
  label: string
  act?: Act
}

export type Act = 'start' | 'reset' | 'copy'

const titles: Partial<Record<Elsewhere, 'miniProgram' | 'otherPhone'>> = {
  'mini-program': 'miniProgram',
  'other-phone': 'otherPhone',
}
