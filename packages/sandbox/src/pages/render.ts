/** A verification as a page: the screen it is on, in the person's language. */
import type { Verification } from '../state/verification.js'
import type { Obstacle } from './environment.js'
import { type Screen, stepOf, stepsOf } from './flow.js'
import type { Html } from './html.js'
import { layout } from './layout.js'
import { expiredScreen, failureScreen, leftScreen, passedScreen } from './screens/end-screens.js'
import { environmentScreen, strandedScreen, unknownScreen } from './screens/plain-screens.js'
import { stepScreen } from './screens/step-screen.js'
import { type Language, type Say, speaker } from './texts.js'

export function render(
  verification: Verification,
  screen: Screen,
  obstacle: Obstacle | undefined,
  language: Language,
): string {
  const say = speaker(language)
  const stopped = obstacle && !verification.page.environmentAccepted && screen !== 'passed'
  const { title, body } = stopped
    ? environmentScreen(verification, obstacle, say)
    : contents(verification, screen, language, say)
  return layout({
    language,
    say,
    title,
    body,
    otherLanguage: `/h5?BizToken=${verification.bizToken}&lang=${language === 'en' ? 'zh-CN' : 'en'}`,
    merchant: verification.rule.merchant ?? say('merchant'),
    steps: {
      all: stepsOf(verification),
      current: screen === 'passed' ? 'done' : stepOf(verification),
    },
  })
}

export function renderUnknown(language: Language, address: string): string {
  return plain(language, unknownScreen, `${address.split('?')[0]}?`)
}

export function renderStranded(language: Language, bizToken: string): string {
  return plain(language, strandedScreen, `/h5/return?BizToken=${bizToken}&`)
}

function plain(
  language: Language,
  screen: (say: Say) => { title: string; body: Html },
  address: string,
): string {
  const say = speaker(language)
  const other = language === 'en' ? 'zh-CN' : 'en'
  return layout({ language, say, ...screen(say), otherLanguage: `${address}lang=${other}` })
}

function contents(verification: Verification, screen: Screen, language: Language, say: Say) {
  switch (screen) {
    case 'passed':
      return passedScreen(verification, say)
    case 'failure':
      return failureScreen(verification, language, say)
    case 'expired':
      return expiredScreen(verification, say)
    case 'left':
      return leftScreen(verification, say)
    default:
      return stepScreen(verification, screen, language, say)
  }
}
