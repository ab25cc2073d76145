import type { Environment, SceneInfo } from '@faceid-h5/protocol'
import { modesFor } from './modes-for.js'

/**
 * What can be offered where the page runs: the flow itself, a QR code for a phone, or the advice
 * that fits. Undefined where only the relay knows, because it depends on the scene.
 */
export function offerFor(environment: Environment, scene?: SceneInfo): Offer | undefined {
  const { app, os, device } = environment
  if (modesFor(environment, scene)[0]) return 'here'
  if (app === 'wechat-devtools') return 'devtools'
  if (device !== 'phone') return scene && (scene.handoff ? 'handoff' : 'other-device')
  if (app === 'wechat-miniprogram') return 'mini-program'
  return scene && (app === 'wechat' && os === 'harmonyos' ? 'other-phone' : 'outside')
}

/** Reasons why it cannot run here. `outside`: a phone, but not WeChat. */
export type Elsewhere = 'outside' | 'mini-program' | 'devtools' | 'other-device' | 'other-phone'

export type Offer = 'here' | 'handoff' | Elsewhere
