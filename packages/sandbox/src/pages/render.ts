/** A verification as a page: the screen it is on, in the person's language. */
import { paths } from '../api/authorize-url.js'
import type { Verification } from '../state/verification.js'
import type { Obstacle } from './environment.js'
import { type Screen, stepOf, stepsOf, type Visit } from './flow.js'
import { type Contents, layout } from './layout.js'
import { endScreen, environmentScreen, plainScreen } from './screens/end-screens.js'
import { stepScreen } from './screens/step-screen.js'
import { type Language, speaker } from './texts.js'

export function render(
  verification: Verification,
  visit: Visit,
  screen: Screen,
  obstacle: Obstacle | undefined,
  language: Language,
): string {
  const say = speaker(language)
  const contents = (): Contents => {
    if (obstacle) return environmentScreen(verification, obstacle, say)
    if (screen === 'card' || screen === 'face' || screen === 'intention')
      return stepScreen(verification, screen, language, say)
    return endScreen(verification, visit, screen, language, say)
  }
  return layout({
    ...contents(),
    language,
    address: `${paths.page}?BizToken=${verification.bizToken}&`,
    merchant: verification.rule.merchant ?? say('merchant'),
    steps: {
      all: stepsOf(verification),
      current: screen === 'passed' ? 'done' : stepOf(verification),
    },
  })
}

export function renderUnknown(language: Language): string {
  const contents = plainScreen(speaker(language), 'unknownTitle', 'unknownHint')
  return layout({ ...contents, language, address: `${paths.page}?` })
}

export function renderStranded(language: Language, bizToken: string): string {
  const contents = plainScreen(speaker(language), 'strandedTitle', 'strandedHint')
  return layout({ ...contents, language, address: `${paths.page}/return?BizToken=${bizToken}&` })
}
