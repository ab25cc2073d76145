/**
 * Test names and ID numbers that choose the outcome without a click, as test cards do for payments. Only
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
  zh: string
  en: string
}

export const magicNames: Readonly<Record<string, MagicOutcome>> = {
  沙箱通过: returns(['通过', 'passes'], {}),
  沙箱再试: returns(['先失败，再通过', 'fails (1004), then passes'], { face: 1004 }, {}),
  沙箱非活体: returns(['疑似非真人', 'suspected not live'], { face: 1002 }),
  沙箱低分: returns(['相似度过低', 'similarity too low'], { face: 2016 }),
  沙箱不符: returns(['姓名与号码不匹配', 'name and number differ'], { face: 2006 }),
  沙箱无此人: returns(['查无此人', 'no such identity'], { face: 2005 }),
  沙箱无照片: returns(['库中无照片', 'no photo on file'], { face: 2007 }),
  沙箱异证: returns(['不是本人的身份证', 'the ID card is somebody else’s'], { face: 301 }),
  沙箱过期证: returns(['身份证已过期', 'the ID card has expired'], { face: 302 }),
  沙箱超次: returns(['今天次数过多', 'too many tries today'], { face: 2018 }),
  沙箱断网: returns(['网络不稳定', 'unstable network'], { face: 1008 }),
  沙箱故障: returns(['服务异常', 'trouble at the service'], { face: 4 }),
  沙箱拒绝: returns(['人脸通过，意愿不通过', 'passes, but refuses the intention'], (kind) => ({
    intention: kind === 'reading' ? -10 : -301,
  })),
  沙箱禁麦: returns(['人脸通过，未授权麦克风', 'passes, but the microphone is refused'], {
    intention: -801,
  }),
  沙箱省字段: returns(
    ['通过，缺 IsVerifyIntention 和 Extra', 'passes; IsVerifyIntention and Extra are left out'],
    { omit: ['IsVerifyIntention', 'Extra'] },
  ),
  沙箱离开: stays(['打开页面后离开', 'opens the page and leaves']),
  沙箱半途: stays(['人脸通过，意愿前离开', 'passes the face and leaves before the intention'], {
    intention: null,
  }),
}

/**
 * The ID number whose face, and then intention, end with these codes, whatever the name. Of the
 * intention's codes those from 0 to -999.
 */
export function magicIdCard(faceCode: number, intentionCode = 0): string {
  const face = String(faceCode).padStart(4, '0')
  const intention = String(Math.abs(intentionCode)).padStart(3, '0')
  return withCheckDigit(`99${face}19900307${intention}`)
}

export function magicFor(supplied: { Name?: string; IdCard?: string }): MagicOutcome | undefined {
  const { Name = '', IdCard = '' } = supplied
  if (Object.hasOwn(magicNames, Name)) return magicNames[Name]
  const digits = /^99(\d{4})19900307(\d{3})[\dX]$/.exec(IdCard)
  if (!digits || !isIdNumber(IdCard)) return undefined
  const [face, intention] = [Number(digits[1]), 0 - Number(digits[2])]
  const codes = [face, intention].join(', ')
  return returns([`以 ${codes} 结束`, `ends with ${codes}`], { face, intention })
}

type Attempts = MagicOutcome['attempts']

function returns([zh, en]: [string, string], ...attempts: Attempts): MagicOutcome {
  return { attempts, ends: 'returns', zh, en }
}

function stays([zh, en]: [string, string], ...attempts: Attempts): MagicOutcome {
  return { attempts, ends: 'stays', zh, en }
}
