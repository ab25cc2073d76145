/** The screens outside the steps: a sign, a title, a hint, and at most two buttons. */
import { paths } from '../../api/authorize-url.js'
import { faceCodes } from '../../codes/face-codes.js'
import { intentionCodes } from '../../codes/intention-codes.js'
import type { Verification } from '../../state/verification.js'
import type { Obstacle } from '../environment.js'
import type { Screen, Step, Visit } from '../flow.js'
import { type Html, html } from '../html.js'
import type { Contents } from '../layout.js'
import type { Language, Say, TextKey } from '../texts.js'
import { type Sign, sign } from './pictures.js'
import { hidden } from './step-screen.js'

export function endScreen(
  { bizToken, rule }: Verification,
  { failure }: Visit,
  screen: Exclude<Screen, Step>,
  language: Language,
  say: Say,
): Contents {
  const toMerchant = (look: string) => get(bizToken, '/return', look, say('toMerchant'))
  switch (screen) {
    case 'passed':
      return plainScreen(say, 'passedTitle', 'passedHint', 'good', toMerchant('primary'))
    case 'expired':
      return plainScreen(say, 'expiredTitle', 'expiredHint', 'bad', toMerchant('primary'))
    case 'left':
      return plainScreen(
        say,
        'leftTitle',
        'leftHint',
        'pause',
        act(bizToken, 'again', say('comeBack')),
      )
    case 'magic': {
      const go = get(bizToken, '/magic', 'primary', say('magicGo'))
      const goesOnTo = `${paths.page}/magic?BizToken=${bizToken}`
      return { ...plainScreen(say, 'magicTitle', 'magicHint', 'magic', go), goesOnTo }
    }
    case 'failure': {
      const { step, code } = failure ?? { step: 'face', code: 17 }
      const known = step === 'intention' ? intentionCodes[rule.intention ?? 'questions'] : faceCodes
      const reason = known[code]?.[language === 'en' ? 'en' : 'zh'] ?? ''
      const below = html`<p class="reason" role="alert">${reason} <code>${code}</code></p>
${act(bizToken, 'again', say('again'))}${toMerchant('secondary')}`
      return plainScreen(say, 'failedTitle', 'failedHint', 'bad', below)
    }
  }
}

export function environmentScreen(
  { bizToken, rule }: Verification,
  obstacle: Obstacle,
  say: Say,
): Contents {
  const overlay = rule.outsideWeChat ? 'outsideRule' : 'overlayRule'
  const below = html`${act(bizToken, 'environment', say('continueAnyway'))}
<p class="hint small">${say('continueNote')}</p>`
  return plainScreen(say, obstacle, rule.mode === 'native' ? 'nativeRule' : overlay, 'phone', below)
}

export function plainScreen(
  say: Say,
  title: TextKey,
  hint: TextKey,
  kind: Sign = 'bad',
  below?: Html,
): Contents {
  const body = html`${sign(kind)}<h1 tabindex="-1">${say(title)}</h1>
<p class="hint">${say(hint)}</p>${below}`
  return { title: say(title), body }
}

function act(bizToken: string, value: string, label: string): Html {
  return html`<form method="post" action="${paths.page}">${hidden(bizToken)}<button class="primary" name="act" value="${value}">${label}</button></form>`
}

function get(bizToken: string, below: string, look: string, label: string): Html {
  return html`<form method="get" action="${paths.page}${below}">${hidden(bizToken)}<button class="${look}">${label}</button></form>`
}
