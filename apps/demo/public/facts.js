// The two lists of facts, side by side: what the browser was told, and what the back end established.
import { say } from './texts.js'

/** Fills one of the two cards. Only text: nothing that comes from elsewhere becomes markup. */
export function show(card, { tone, verdict, facts }) {
  const section = document.querySelector(card)
  section.dataset.tone = tone
  section.querySelector('.verdict').textContent = verdict
  section
    .querySelector('dl')
    .replaceChildren(
      ...facts.flatMap(([name, value]) => [
        element('dt', say(`fact.${name}`)),
        element('dd', value),
      ]),
    )
}

export function browserFacts({ id, final, reason, resultToken }) {
  return [
    ['final', yesOrNo(final)],
    ...(reason ? [['reason', `${reason.code}: ${reason.advice}`]] : []),
    ['id', id],
    ...(resultToken ? [['token', `${resultToken.slice(0, 24)}… (${resultToken.length})`]] : []),
  ]
}

export function establishedFacts(result) {
  return [
    ['person', say(`value.${result.identity}`)],
    ['words', say(result.intention ? 'value.words' : 'value.noWords')],
    ['reference', result.reference],
    ['startedBy', say(`value.${result.startedBy}`)],
    ['mode', say(`value.${result.mode}`)],
    ['handoff', yesOrNo(result.handoff)],
    ['sandbox', yesOrNo(result.sandbox)],
    ['id', result.id],
    ['useUntil', new Date(result.useUntil).toLocaleString(document.documentElement.lang)],
  ]
}

export function refusedFacts({ code, reason }) {
  return [['code', say(`refused.${code}`)], ...(reason ? [['reason', reason]] : [])]
}

function yesOrNo(value) {
  return say(value ? 'value.yes' : 'value.no')
}

function element(name, text) {
  return Object.assign(document.createElement(name), { textContent: text })
}
