/** The screens where a verification rests or ends: failed, passed, expired, left. */
import { paths } from '../../api/authorize-url.js'
import { faceCodes } from '../../codes/face-codes.js'
import { intentionCodes } from '../../codes/intention-codes.js'
import type { Verification } from '../../state/verification.js'
import { type Html, html } from '../html.js'
import type { Language, Say } from '../texts.js'
import type { Visit } from '../visits.js'
import { sign } from './pictures.js'
import { hidden } from './step-screen.js'

export function passedScreen({ bizToken }: Verification, say: Say): { title: string; body: Html } {
  const title = say('passedTitle')
  const body = html`${sign('good')}<h1 tabindex="-1">${title}</h1><p class="hint">${say('passedHint')}</p>
${back(bizToken, say, 'primary')}`
  return { title, body }
}

export function failureScreen(
  { bizToken, rule }: Verification,
  { step, code }: NonNullable<Visit['failure']>,
  language: Language,
  say: Say,
): { title: string; body: Html } {
  const known = step === 'intention' ? intentionCodes[rule.intention ?? 'questions'] : faceCodes
  const reason = known[code]?.[language === 'en' ? 'en' : 'zh']
  const title = say('failedTitle')
  const body = html`${sign('bad')}<h1 tabindex="-1">${title}</h1>
<p class="reason" role="alert">${reason ?? ''} <code>${code}</code></p><p class="hint">${say('failedHint')}</p>
<form method="post" action="${paths.page}">${hidden(bizToken)}<button class="primary" name="act" value="again">${say('again')}</button></form>
${back(bizToken, say, 'secondary')}`
  return { title, body }
}

export function expiredScreen({ bizToken }: Verification, say: Say): { title: string; body: Html } {
  const title = say('expiredTitle')
  const body = html`${sign('bad')}<h1 tabindex="-1">${title}</h1><p class="hint">${say('expiredHint')}</p>
${back(bizToken, say, 'primary')}`
  return { title, body }
}

export function leftScreen({ bizToken }: Verification, say: Say): { title: string; body: Html } {
  const title = say('leftTitle')
  const body = html`${sign('pause')}<h1 tabindex="-1">${title}</h1><p class="hint">${say('leftHint')}</p>
<form method="post" action="${paths.page}">${hidden(bizToken)}<button class="primary" name="act" value="again">${say('comeBack')}</button></form>`
  return { title, body }
}

function back(bizToken: string, say: Say, look: 'primary' | 'secondary'): Html {
  return html`<form method="get" action="${paths.page}/return"><input type="hidden" name="BizToken" value="${bizToken}">
<button class="${look}">${say('toMerchant')}</button></form>`
}
