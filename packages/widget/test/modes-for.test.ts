import type { SceneInfo } from '@faceid-h5/protocol'
import { expect, test } from 'vitest'
import { detectEnvironment } from '../src/environment/detect-environment.js'
import { modesFor } from '../src/environment/modes-for.js'
import { offerFor } from '../src/environment/offer.js'
import userAgents from './user-agents.json' with { type: 'json' }

type Row = [name: keyof typeof userAgents, modes: string, modesOutside: string, ...string[]]

// Without anything known, with `outsideWeChat`, and what is offered: in a plain scene, with
// `outsideWeChat`, with `handoff`.
const rows: Row[] = [
  ['wechatIos', 'native overlay', 'native overlay', 'here', 'here', 'here'],
  ['wechatXweb', 'native overlay', 'native overlay', 'here', 'here', 'here'],
  ['wecomIos', 'overlay', 'overlay', 'here', 'here', 'here'],
  ['wecomAndroid', 'overlay', 'overlay', 'here', 'here', 'here'],
  ['wechatHarmony', '', 'overlay', 'other-phone', 'here', 'other-phone'],
  ['safariIphone', '', 'overlay', 'outside', 'here', 'outside'],
  ['alipay', '', 'overlay', 'outside', 'here', 'outside'],
  ['browserHarmony', '', 'overlay', 'outside', 'here', 'outside'],
  ['miniProgramIos', '', '', 'mini-program', 'mini-program', 'mini-program'],
  ['devtools', '', '', 'devtools', 'devtools', 'devtools'],
  ['miniProgramWindows', '', '', 'other-device', 'other-device', 'handoff'],
  ['wechatIpad', '', '', 'other-device', 'other-device', 'handoff'],
  ['wechatAndroidTablet', '', '', 'other-device', 'other-device', 'handoff'],
  ['windowsWechat', '', '', 'other-device', 'other-device', 'handoff'],
  ['wecomMac', '', '', 'other-device', 'other-device', 'handoff'],
  ['chromeWindows', '', '', 'other-device', 'other-device', 'handoff'],
]

const scene: SceneInfo = {
  modes: ['native', 'overlay'],
  outsideWeChat: false,
  handoff: false,
  consent: false,
}

test.each(rows)('%s has its modes and its offer', (name, modes, modesOutside, ...offers) => {
  const environment = detectEnvironment(userAgents[name])
  expect(modesFor(environment).join(' ')).toBe(modes)
  expect(modesFor(environment, { outsideWeChat: true }).join(' ')).toBe(modesOutside)
  const scenes = [scene, { ...scene, outsideWeChat: true }, { ...scene, handoff: true }]
  expect(scenes.map((each) => offerFor(environment, each))).toEqual(offers)
})

test.each([
  ['wechatIos', ['overlay'], 'overlay'],
  ['wechatIos', ['native'], 'native'],
  ['wecomIos', ['native'], ''],
] as const)('%s in a scene with the modes %s gets %s', (name, modes, expected) => {
  const environment = detectEnvironment(userAgents[name])
  expect(modesFor(environment, { modes: [...modes] }).join(' ')).toBe(expected)
})

test.each([
  ['wechatIos', true],
  ['wecomAndroid', true],
  ['miniProgramIos', true],
  ['devtools', true],
  ['safariIphone', false],
  ['wechatHarmony', false],
  ['chromeWindows', false],
] as const)('whether the environment of %s alone decides: %s', (name, decides) => {
  const environment = detectEnvironment(userAgents[name])
  expect(offerFor(environment) !== undefined).toBe(decides)
})
