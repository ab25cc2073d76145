/**
 * What the console of FaceID would know about a business flow (业务流程): one `Rule` per RuleId.
 * Settings that contradict each other are refused when the sandbox starts.
 */
export interface Rule {
  /** Native H5 runs in WeChat on a phone only; overlay H5 also in WeCom, and elsewhere by `outsideWeChat`. */
  mode: 'native' | 'overlay'
  /** `supplied`: DetectAuth must bring Name and IdCard. `captured`: the hosted page reads the ID card. */
  identity: 'supplied' | 'captured'
  /** Intention is part of the flow, in this kind (enhanced rules only). */
  intention?: IntentionKind
  /** The flow begins with the ID card; default true. `captured` always does. */
  scansIdCard?: boolean
  /** Created with 是否需要在微信外打开=是. Overlay only. */
  outsideWeChat?: boolean
  /** Anything but a working rule. */
  state?: RuleState
  /** Data storage is paid for, so that `IsReturnAllVideo` has something to answer. */
  storage?: boolean
  /** What the hosted page calls the merchant. */
  merchant?: string
}

export const intentionKinds = ['reading', 'questions', 'nod'] as const

export type IntentionKind = (typeof intentionKinds)[number]

export const ruleStates = [
  'disabled',
  'arrears',
  'not-activated',
  'activating',
  'activation-failed',
  'not-authorized',
] as const

export type RuleState = (typeof ruleStates)[number]

/** The rules a sandbox has when none are given. */
export const defaultRules: Readonly<Record<string, Rule>> = {
  '1000001': { mode: 'native', identity: 'supplied', intention: 'questions' },
  '1000002': { mode: 'overlay', identity: 'supplied', intention: 'questions' },
  '1000003': { mode: 'overlay', identity: 'captured' },
  '1000004': { mode: 'native', identity: 'captured' },
  '1000005': { mode: 'overlay', identity: 'captured', outsideWeChat: true },
  '1000006': { mode: 'native', identity: 'supplied', scansIdCard: false },
  '1000007': { mode: 'overlay', identity: 'supplied', scansIdCard: false, storage: true },
  '1000011': { mode: 'native', identity: 'supplied', intention: 'reading' },
  '1000012': { mode: 'overlay', identity: 'supplied', intention: 'reading' },
  '1000013': { mode: 'native', identity: 'supplied', intention: 'nod' },
  '1000014': { mode: 'overlay', identity: 'supplied', intention: 'nod' },
  '1000015': { mode: 'overlay', identity: 'captured', intention: 'reading', outsideWeChat: true },
  '1000016': { mode: 'overlay', identity: 'captured', intention: 'questions', outsideWeChat: true },
  '1000017': { mode: 'overlay', identity: 'captured', intention: 'nod', outsideWeChat: true },
  '1000090': { mode: 'overlay', identity: 'captured', state: 'disabled' },
  '1000091': { mode: 'overlay', identity: 'captured', state: 'arrears' },
  '1000092': { mode: 'overlay', identity: 'captured', state: 'not-activated' },
  '1000093': { mode: 'overlay', identity: 'captured', state: 'activating' },
  '1000094': { mode: 'overlay', identity: 'captured', state: 'activation-failed' },
  '1000095': { mode: 'overlay', identity: 'captured', state: 'not-authorized' },
}

/** Rules may come from a file, so nothing about them is taken for granted. */
export function checkRules(rules: Readonly<Record<string, Rule>>): void {
  for (const [ruleId, rule] of Object.entries(rules))
    for (const [name, value] of Object.entries(rule)) {
      const allowed = new Map<string, readonly unknown[]>(Object.entries(settings)).get(name)
      if (!allowed) throw new TypeError(`\`rules\`: ${ruleId} has an unknown setting ${name}`)
      if (allowed.length > 0 && !allowed.includes(value))
        throw new TypeError(`\`rules\`: ${name} of ${ruleId} must be one of ${allowed.join(', ')}`)
    }
  for (const [ruleId, { mode, identity, outsideWeChat }] of Object.entries(rules)) {
    if (!mode || !identity) throw new TypeError(`\`rules\`: ${ruleId} needs mode and identity`)
    if (mode === 'native' && outsideWeChat)
      throw new TypeError(`\`rules\`: ${ruleId} is native, which never runs outside WeChat`)
  }
}

/** What a setting may be; nothing listed: anything. */
const settings: Readonly<Record<keyof Rule, readonly unknown[]>> = {
  mode: ['native', 'overlay'],
  identity: ['supplied', 'captured'],
  intention: [...intentionKinds, undefined],
  scansIdCard: [true, false, undefined],
  outsideWeChat: [true, false, undefined],
  storage: [true, false, undefined],
  state: [...ruleStates, undefined],
  merchant: [],
}
