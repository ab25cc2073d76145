import type { Environment, Mode, SceneInfo } from '@faceid-h5/protocol'

/**
 * The modes that can run in this environment, the preferred one first; empty where none can. Pure
 * policy over `detectEnvironment`'s facts. Without what the relay says about the scene, only what
 * every scene can do is promised.
 */
export function modesFor(environment: Environment, scene: SceneRules = {}): Mode[] {
  const modes = runnable(environment, scene.outsideWeChat === true)
  return modes.filter((mode) => !scene.modes || scene.modes.indexOf(mode) >= 0)
}

/** What of `GET /v1/scenes/:scene` decides about modes. */
export type SceneRules = Partial<Pick<SceneInfo, 'modes' | 'outsideWeChat'>>

function runnable({ app, os, device }: Environment, outsideWeChat: boolean): Mode[] {
  if (device !== 'phone') return []
  if (app === 'wechat-miniprogram' || app === 'wechat-devtools' || app === 'wechat-desktop')
    return []
  if (os === 'ios' || os === 'android') {
    if (app === 'wechat') return ['native', 'overlay']
    if (app === 'wecom') return ['overlay']
  }
  return outsideWeChat ? ['overlay'] : []
}
