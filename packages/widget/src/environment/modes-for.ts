import type { Environment, Mode, SceneInfo } from '@faceid-h5/protocol'

/**
 * The modes that can run in this environment, the preferred one first; empty where none can. Pure
 * policy over `detectEnvironment`'s facts. Without what the relay says about the scene, only what
 * every scene can do is promised.
 */
export function modesFor(environment: Environment, scene: SceneRules = {}): Mode[] {
  const { app, os, device } = environment
  if (device !== 'phone' || refusing.includes(app)) return []
  const common = os === 'ios' || os === 'android'
  const modes: Mode[] =
    common && app === 'wechat'
      ? ['native', 'overlay']
      : (common && app === 'wecom') || scene.outsideWeChat
        ? ['overlay']
        : []
  return modes.filter((mode) => !scene.modes || scene.modes.includes(mode))
}

/** What of `GET /v1/scenes/:scene` decides about modes. */
export type SceneRules = Partial<Pick<SceneInfo, 'modes' | 'outsideWeChat'>>

const refusing: Environment['app'][] = ['wechat-miniprogram', 'wechat-devtools', 'wechat-desktop']
