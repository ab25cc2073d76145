/** The screens outside the steps: a sign, a title, a hint, and at most two buttons. */
import { paths } from '../../api/authorize-url.js'
import { faceCodes } from '../../codes/face-codes.js'
import { intentionCodes } from '../../codes/intention-codes.js'
import type { Verification } from '../../state/verification.js'
import type { Obstacle } from '../environment.js'
import type { Visit } from '../flow.js'
import { type Html, html } from '../html.js'
import type { Language, Say, TextKey } from '../texts.js'
import { type Sign, sign } from './pictures.js'
import { hidden } from './step-screen.js'

export interface Screen {
  title: string
  body: Html
}

export function passedScreen({ bizToken }: Verification, say: Say): Screen {
  return screen(say, 'good', 'passedTitle', 'passedHint', back(bizToken, say, 'primary'))
}

export function failureScreen(
  { bizToken, rule }: Verification,
  { step, code }: NonNullable<Visit['failure']>,
  language: Language,
  say: Say,
): Screen {
  const known = step === 'intention' ? intentionCodes[rule.intention ?? 'questions'] : faceCodes
  const reason = known[code]?.[language === 'en' ? 'en' : 'zh']
  const below = html`<p class="reason" role="alert">${reason ?? ''} <code>${code}</code></p>
${act(bizToken, 'again', say('again'))}${back(bizToken, say, 'secondary')}`
  return screen(say, 'bad', 'failedTitle', 'failedHint', below)
}

export function expiredScreen({ bizToken }: Verification, say: Say): Screen {
  return screen(say, 'bad', 'expiredTitle', 'expiredHint', back(bizToken, say, 'primary'))
}

export function leftScreen({ bizToken }: Verification, say: Say): Screen {
  return screen(say, 'pause', 'leftTitle', 'leftHint', act(bizToken, 'again', say('comeBack')))
}

export function environmentScreen(
  { bizToken, rule }: Verification,
  obstacle: Obstacle,
  say: Say,
): Screen {
  const overlay = rule.outsideWeChat ? 'outsideRule' : 'overlayRule'
  const below = html`${act(bizToken, 'environment', say('continueAnyway'))}
<p class="hint small">${say('continueNote')}</p>`
  return screen(say, 'phone', obstacle, rule.mode === 'native' ? 'nativeRule' : overlay, below)
}

/** `address`: where the page continues, by itself or by the button. */
export function magicScreen({ bizToken }: Verification, address: string, say: Say): Screen {
  const below = get(bizToken, address, 'primary', say('magicGo'))
  return screen(say, 'magic', 'magicTitle', 'magicHint', below)
}

export function unknownScreen(say: Say): Screen {
  return screen(say, 'bad', 'unknownTitle', 'unknownHint')
}

export function strandedScreen(say: Say): Screen {
  return screen(say, 'bad', 'strandedTitle', 'strandedHint')
}

function screen(say: Say, kind: Sign, title: TextKey, hint: TextKey, below?: Html): Screen {
  const body = html`${sign(kind)}<h1 tabindex="-1">${say(title)}</h1>
<p class="hint">${say(hint)}</p>${below}`
  return { title: say(title), body }
}

function act(bizToken: string, value: string, label: string): Html {
  return html`<form method="post" action="${paths.page}">${hidden(bizToken)}<button class="primary" name="act" value="${value}">${label}</button></form>`
}

function back(bizToken: string, say: Say, look: 'primary' | 'secondary'): Html {
  return get(bizToken, `${paths.page}/return`, look, say('toMerchant'))
}

function get(bizToken: string, address: string, look: string, label: string): Html {
  return html`<form method="get" action="${address}"><input type="hidden" name="BizToken" value="${bizToken}">
<button class="${look}">${label}</button></form>`
}
