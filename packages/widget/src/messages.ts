import type { Locale } from './locale.js'
import { en } from './messages-en.js'
import { zhCN } from './messages-zh-cn.js'
import { zhHK } from './messages-zh-hk.js'

/** Every text of the element, by locale. What went wrong with a verification is said by the relay. */
export const messages: Record<Locale, Messages> = { 'zh-CN': zhCN, 'zh-HK': zhHK, en }

/** Title and text of a situation. */
export type Words = [title: string, text: string]

export interface Messages {
  /** Names the whole element for screen readers. */
  label: string
  ready: Words
  start: string
  handoffReady: Words
  handoffStart: string
  /** `{link}` is where the link with `consentLink` goes. */
  consent: string
  consentLink: string
  consentReminder: string
  starting: Words
  going: Words
  checking: Words
  waiting: Words
  resume: string
  restart: string
  handoff: Words
  qrCode: string
  passed: Words
  failed: Words
  expired: Words
  retry: string
  checkAgain: string
  outside: Words
  miniProgram: Words
  devtools: Words
  otherDevice: Words
  otherPhone: Words
  copy: string
  copied: string
  copyByHand: string
  link: string
  offline: Words
  /** The relay or Tencent is in trouble: later it may work. */
  trouble: Words
  tooOften: Words
  /** Only the merchant can help. */
  misconfigured: Words
  /** Before the code of an error. */
  code: string
}
