/** A step of the flow: what the real page would do, and the outcomes to choose from. */

import { paths } from '../../api/authorize-url.js'
import { faceCodes } from '../../codes/face-codes.js'
import { intentionCodes } from '../../codes/intention-codes.js'
import type { Verification } from '../../state/verification.js'
import type { Step } from '../flow.js'
import { type Html, html } from '../html.js'
import type { Language, Say } from '../texts.js'
import { cardPicture, facePicture } from './pictures.js'

export function stepScreen(
  verification: Verification,
  step: Step,
  language: Language,
  say: Say,
): { title: string; body: Html } {
  const { title, hint, picture } = contents(verification, step, say)
  const codes = codesOf(verification, step)
  const label = (code: number) =>
    `${codes[code]?.[language === 'en' ? 'en' : 'zh'] ?? ''} (${code})`
  const frequent = frequentOf(verification, step)
  const all = Object.keys(codes)
    .map(Number)
    .filter((code) => code !== 0)
  const token = verification.bizToken
  const body = html`${picture}
<h1 tabindex="-1">${title}</h1>
<p class="hint">${hint}</p>
<form method="post" action="${paths.page}" class="outcomes">
${hidden(token, 'outcome', step)}
<button class="primary" name="code" value="0">${say(passes[step])}</button>
<fieldset><legend>${say('failInstead')}</legend>
<div class="chips">${frequent.map((code) => html`<button name="code" value="${code}">${label(code)}</button>`)}</div>
</fieldset>
</form>
<form method="post" action="${paths.page}" class="any">
${hidden(token, 'outcome', step)}
<label for="code">${say('anyCode')}</label>
<div class="row"><select id="code" name="code">${all
    .sort((left, right) => Math.abs(left) - Math.abs(right))
    .map((code) => html`<option value="${code}">${label(code)}</option>`)}</select>
<button>${say('useCode')}</button></div>
</form>
<form method="post" action="${paths.page}" class="quiet">
${hidden(token)}
<button name="act" value="leave">${say('leave')}</button>
<button name="act" value="expire">${say('expire')}</button>
</form>`
  return { title, body }
}

export function hidden(bizToken: string, act?: string, step?: Step): Html {
  return html`<input type="hidden" name="BizToken" value="${bizToken}">
${act ? html`<input type="hidden" name="act" value="${act}">` : ''}
${step ? html`<input type="hidden" name="step" value="${step}">` : ''}`
}

const passes = { card: 'cardPass', face: 'facePass', intention: 'intentionPass' } as const

function contents({ person, rule, request }: Verification, step: Step, say: Say) {
  if (step === 'card')
    return { title: say('cardTitle'), hint: say('cardHint'), picture: cardPicture(person) }
  if (step === 'face')
    return { title: say('faceTitle'), hint: say('faceHint'), picture: facePicture() }
  const hint = say('intentionHint')
  if (rule.intention === 'reading') {
    const words = html`<blockquote>${request.IntentionVerifyText}</blockquote>`
    return { title: say('readingTitle'), hint, picture: words }
  }
  if (rule.intention === 'nod') {
    const lines = request.IntentionActions ?? []
    const words = html`<ol class="words">${lines.map(({ Text }) => html`<li>${Text}</li>`)}</ol>`
    return { title: say('nodTitle'), hint, picture: words }
  }
  const lines = (request.IntentionQuestions ?? []).map(
    ({ Question, Answers }) =>
      html`<li>${Question}<small>${say('answers')}: ${Answers.join(' / ')}</small></li>`,
  )
  return { title: say('questionsTitle'), hint, picture: html`<ol class="words">${lines}</ol>` }
}

function codesOf(
  { rule }: Verification,
  step: Step,
): Readonly<Record<number, { zh: string; en: string }>> {
  if (step === 'intention') return intentionCodes[rule.intention ?? 'questions']
  const early = ['call', 'token', 'card']
  return Object.fromEntries(
    Object.entries(faceCodes).filter(([, { stage }]) =>
      step === 'card' ? early.includes(stage) : !early.includes(stage),
    ),
  )
}

function frequentOf({ rule }: Verification, step: Step): number[] {
  if (step === 'card') return rule.identity === 'supplied' ? [303, 302, 301] : [303, 302]
  if (step === 'face')
    return rule.identity === 'supplied' ? [1002, 2016, 2006, 2018] : [1002, 1008, 2016, 2018]
  if (rule.intention === 'reading') return [-17, -10, 3011, -801]
  return rule.intention === 'nod' ? [-301, -101, -801] : [-301, -302, -101, -801]
}
