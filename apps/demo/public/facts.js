// The two cards, side by side: the result that the browser received, and the result that the back end verified.
// `texts` are the shop's texts; a value without a text is shown as it is.

/** The card of the browser, from the detail of `faceid-result`. */
export function browserCard({ status, id, final, reason, resultToken }, texts) {
  return {
    tone: { passed: 'good', pending: '' }[status] ?? 'bad',
    verdict: status,
    facts: named(texts, [
      ['final', yesOrNo(final, texts)],
      ...(reason ? [['reason', `${reason.code}${texts.colon}${reason.advice}`]] : []),
      ['id', id],
      ...(resultToken ? [['token', `${resultToken.slice(0, 24)}… (${resultToken.length})`]] : []),
    ]),
  }
}

/** The card of the back end, from its decision. */
export function backEndCard({ established, refused }, texts) {
  if (refused) {
    const facts = [['code', reasonOf(refused, texts)]]
    if (refused.reason) facts.push(['reason', refused.reason])
    return { tone: 'bad', verdict: texts.refused + refused.code, facts: named(texts, facts) }
  }
  const value = (name) => texts[`value.${name}`] ?? name
  return {
    tone: 'good',
    verdict: texts.accepted,
    facts: named(texts, [
      ['person', value(established.identity)],
      ['words', value(established.intention ? 'words' : 'noWords')],
      ['reference', established.reference],
      ['startedBy', value(established.startedBy)],
      ['mode', value(established.mode)],
      ['handoff', yesOrNo(established.handoff, texts)],
      ['sandbox', yesOrNo(established.sandbox, texts)],
      ['id', established.id],
      ['useUntil', new Date(established.useUntil).toLocaleString(document.documentElement.lang)],
    ]),
  }
}

/** The sentence beside the button. */
export function refusalText({ refused }, texts) {
  if (!refused) return ''
  const { code } = refused
  return texts.refusedWith.replace('{code}', code).replace('{reason}', reasonOf(refused, texts))
}

export function reasonOf({ code }, texts) {
  return texts[`refused.${code}`] ?? texts['refused.other']
}

function named(texts, facts) {
  return facts.map(([name, value]) => [texts[`fact.${name}`], value])
}

function yesOrNo(value, texts) {
  return texts[value ? 'value.yes' : 'value.no']
}
