/** A verification as a page: the screen it is on, in the person's language. */
import { paths } from '../api/authorize-url.js'
import type { Verification } from '../state/verification.js'
import type { Obstacle } from './environment.js'
import { type Screen, stepOf, stepsOf, type Visit } from './flow.js'
import type { Html } from './html.js'
import { type Frame, layout } from './layout.js'
import {
  environmentScreen,
  expiredScreen,
  failureScreen,
  leftScreen,
  magicScreen,
  passedScreen,
  strandedScreen,
  unknownScreen,
} from './screens/end-screens.js'
import { stepScreen } from './screens/step-screen.js'
import { type Language, type Say, speaker } from './texts.js'

type Contents = Pick<Frame, 'title' | 'body' | 'goesOnTo'>

export function render(
  verification: Verification,
  visit: Visit,
  screen: Screen,
  obstacle: Obstacle | undefined,
  language: Language,
): string {
  const say = speaker(language)
  const token = `BizToken=${verification.bizToken}`
  return layout({
    language,
    say,
    ...(obstacle
      ? environmentScreen(verification, obstacle, say)
      : contents(verification, visit, screen, language, say)),
    otherLanguage: `${paths.page}?${token}&lang=${other(language)}`,
    merchant: verification.rule.merchant ?? say('merchant'),
    steps: {
      all: stepsOf(verification),
      current: screen === 'passed' ? 'done' : stepOf(verification),
    },
  })
}

export function renderUnknown(language: Language): string {
  return plain(language, unknownScreen, `${paths.page}?`)
}

export function renderStranded(language: Language, bizToken: string): string {
  return plain(language, strandedScreen, `${paths.page}/return?BizToken=${bizToken}&`)
}

function plain(
  language: Language,
  screen: (say: Say) => { title: string; body: Html },
  address: string,
): string {
  const say = speaker(language)
  const otherLanguage = `${address}lang=${other(language)}`
  return layout({ language, say, ...screen(say), otherLanguage })
}

function contents(
  verification: Verification,
  visit: Visit,
  screen: Screen,
  language: Language,
  say: Say,
): Contents {
  switch (screen) {
    case 'magic': {
      const address = `${paths.page}/magic`
      const goesOnTo = `${address}?BizToken=${verification.bizToken}`
      return { ...magicScreen(verification, address, say), goesOnTo }
    }
    case 'passed':
      return passedScreen(verification, say)
    case 'failure':
      return failureScreen(verification, visit.failure ?? unfinished, language, say)
    case 'expired':
      return expiredScreen(verification, say)
    case 'left':
      return leftScreen(verification, say)
    default:
      return stepScreen(verification, screen, language, say)
  }
}

const unfinished = { step: 'face', code: 17 } as const

function other(language: Language): Language {
  return language === 'en' ? 'zh-CN' : 'en'
}
