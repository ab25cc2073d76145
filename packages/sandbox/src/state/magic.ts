/**
 * Names and ID numbers that choose the outcome without a click, as test cards do for payments. Only
 * those that DetectAuth was given count. The numbers are in the region 99, which does not exist.
 */
import type { IntentionKind } from '../rules.js'
import type { Outcome } from './outcome.js'
import { isIdNumber, withCheckDigit } from './person.js'

export interface MagicOutcome {
  /** What happens, one attempt after the other. */
  attempts: readonly (Outcome | ((kind: IntentionKind | undefined) => Outcome))[]
  /** `stays`: the browser is never sent back, as when the user closes the page. */
  ends: 'returns' | 'stays'
  /** What this stands for. */
  meaning: string
}

export const magicNames: Readonly<Record<string, MagicOutcome>> = {
  沙箱通过: returns('passes', {}),
  沙箱再试: returns('fails (1004), then passes', { face: 1004 }, {}),
  沙箱非活体: returns('suspected not live', { face: 1002 }),
  沙箱低分: returns('similarity too low', { face: 2016 }),
  沙箱不符: returns('name and number differ', { face: 2006 }),
  沙箱无此人: returns('no such identity', { face: 2005 }),
  沙箱无照片: returns('no photo on file', { face: 2007 }),
  沙箱异证: returns('the ID card is somebody else’s', { face: 301 }),
  沙箱过期证: returns('the ID card has expired', { face: 302 }),
  沙箱超次: returns('too many tries today', { face: 2018 }),
  沙箱断网: returns('unstable network', { face: 1008 }),
  沙箱故障: returns('trouble at the service', { face: 4 }),
  沙箱拒绝: returns('passes, but refuses the intention', (kind) => ({
    intention: kind === 'reading' ? -10 : -301,
  })),
  沙箱禁麦: returns('passes, but the microphone is refused', { intention: -801 }),
  沙箱省字段: returns('passes; `IsVerifyIntention` and `Extra` are left out', {
    omit: ['IsVerifyIntention', 'Extra'],
  }),
  沙箱离开: { attempts: [], ends: 'stays', meaning: 'opens the page and leaves' },
  沙箱半途: {
    attempts: [{ intention: null }],
    ends: 'stays',
    meaning: 'passes the face and leaves before the intention',
  },
}

/** The ID number whose face ends with this code, whatever the name. */
export function magicIdCard(faceCode: number): string {
  return withCheckDigit(`99${String(faceCode).padStart(4, '0')}19900307000`)
}

export function magicFor(supplied: { Name?: string; IdCard?: string }): MagicOutcome | undefined {
  const { Name = '', IdCard = '' } = supplied
  if (Object.hasOwn(magicNames, Name)) return magicNames[Name]
  const code = /^99(\d{4})19900307000[\dX]$/.exec(IdCard)?.[1]
  if (code === undefined || !isIdNumber(IdCard)) return undefined
  return returns(`ends with ${Number(code)}`, { face: Number(code) })
}

function returns(meaning: string, ...attempts: MagicOutcome['attempts']): MagicOutcome {
  return { attempts, ends: 'returns', meaning }
}
