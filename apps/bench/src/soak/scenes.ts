// The relay's configuration of the soak: each way to start, each kind of intention, each mode.
import type { Intention, IntentionMode } from '@faceid-h5/protocol'

export const shop = 'https://m.shop.example'

export interface SoakScene {
  rules: { native?: string; overlay?: string }
  startedBy: 'browser' | 'merchant'
  identity: 'captured' | 'supplied'
  intention?: Intention
}

const words: Readonly<Record<IntentionMode, Intention>> = {
  reading: { mode: 'reading', text: '我已阅读并同意合同' },
  questions: {
    mode: 'questions',
    questions: [{ ask: '您是否同意借款一万元？', answers: ['同意', '是的'] }],
  },
  nod: { mode: 'nod', statements: ['本人确认以上内容'] },
}

export const scenes = {
  member: {
    rules: { native: '1000004', overlay: '1000003' },
    startedBy: 'browser',
    identity: 'captured',
  },
  read: {
    rules: { overlay: '1000015' },
    startedBy: 'browser',
    identity: 'captured',
    intention: words.reading,
  },
  answer: {
    rules: { overlay: '1000016' },
    startedBy: 'browser',
    identity: 'captured',
    intention: words.questions,
  },
  nod: {
    rules: { overlay: '1000017' },
    startedBy: 'browser',
    identity: 'captured',
    intention: words.nod,
  },
  account: {
    rules: { native: '1000006', overlay: '1000007' },
    startedBy: 'merchant',
    identity: 'supplied',
  },
  contract: {
    rules: { native: '1000011', overlay: '1000012' },
    startedBy: 'merchant',
    identity: 'supplied',
    intention: words.reading,
  },
  loan: {
    rules: { native: '1000001', overlay: '1000002' },
    startedBy: 'merchant',
    identity: 'supplied',
    intention: words.questions,
  },
  vow: {
    rules: { native: '1000013', overlay: '1000014' },
    startedBy: 'merchant',
    identity: 'supplied',
    intention: words.nod,
  },
} satisfies Record<string, SoakScene>

export type SceneName = keyof typeof scenes

export function sceneOf(name: SceneName): SoakScene {
  return scenes[name]
}

/** @param publicUrl what browsers and the back end reach the relays under. */
export function relayConfiguration(publicUrl: string): object {
  return {
    publicUrl,
    allowedOrigins: [shop],
    scenes: Object.fromEntries(
      Object.entries(scenes).map(([name, scene]) => [
        name,
        { ...scene, returnUrls: [`${shop}/${name}`] },
      ]),
    ),
  }
}
