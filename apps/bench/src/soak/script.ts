// What a shopper will do on the hosted page, and what their verification has to come to because of it.
import type { Ending } from './ledger.js'
import type { SceneName } from './scenes.js'

export interface Script {
  kind: string
  scene: SceneName
  /** Chooses the outcome at the sandbox, for scenes with a supplied person. */
  magicName?: string
  /** Forms that are sent to the hosted page, one after the other. */
  steps: readonly PageStep[]
  /** Sent only when the two hours are over. */
  lateSteps?: readonly PageStep[]
  /** The hosted page sends the browser back at the end. */
  returns: boolean
  /** Reasons that may be shown on the way. */
  reasonsBefore: readonly string[]
  expected: Ending
  /** Asks far more often than it is asked to. */
  impatient?: boolean
}

export interface PageStep {
  act: 'outcome' | 'again' | 'leave'
  step?: 'card' | 'face' | 'intention'
  code?: number
}

const card: PageStep = { act: 'outcome', step: 'card', code: 0 }
const face = (code = 0): PageStep => ({ act: 'outcome', step: 'face', code })
const intention = (code = 0): PageStep => ({ act: 'outcome', step: 'intention', code })
const again: PageStep = { act: 'again' }
const leave: PageStep = { act: 'leave' }
const passed: Ending = { status: 'passed' }
const expired: Ending = { status: 'expired' }
const failed = (reason: string): Ending => ({ status: 'failed', reason })

interface Course extends Partial<Script> {
  steps: readonly PageStep[]
  expected: Ending
}

/** In scenes where the hosted page reads the ID card; `done` is the intention, where the scene has one. */
const coursesFor = (
  done: readonly PageStep[],
  unclear: [number, string],
): Record<string, Course> => ({
  passes: { steps: [card, face(), ...done], expected: passed },
  'passes, impatient': { steps: [card, face(), ...done], expected: passed, impatient: true },
  'passes, closes the page': { steps: [card, face(), ...done], expected: passed, returns: false },
  'passes at the second try': {
    steps: [card, face(1004), again, face(), ...done],
    expected: passed,
    reasonsBefore: ['liveness_failed'],
  },
  'ID card not read, then passes': {
    steps: [{ ...card, code: 303 }, again, card, face(), ...done],
    expected: passed,
    reasonsBefore: ['id_card_unreadable'],
  },
  'suspected not live': { steps: [card, face(1301)], expected: failed('suspected_spoof') },
  'face differs': { steps: [card, face(2016)], expected: failed('face_mismatch') },
  'an ErrCode nobody documents': { steps: [card, face(9999)], expected: failed('unknown') },
  'one try too many today': {
    steps: [card, ...Array.from({ length: 20 }, () => [face(1004), again]).flat(), face()],
    expected: failed('daily_limit_reached'),
    reasonsBefore: ['liveness_failed'],
  },
  'leaves before the face': { steps: [card, leave], expected: expired, returns: false },
  'never opens the page': { steps: [], expected: expired, returns: false },
  'passes after the two hours, begun before': {
    // Only what is on screen when the time is over may still be done.
    steps: done.length === 0 ? [card] : [card, face()],
    lateSteps: done.length === 0 ? [face()] : done,
    expected: passed,
    returns: false,
  },
  ...(done.length === 0
    ? {}
    : {
        'intention refused': {
          steps: [card, face(), intention(unclear[0])],
          expected: failed(unclear[1]),
        },
        'intention refused, then given': {
          steps: [card, face(), intention(unclear[0]), again, intention()],
          expected: passed,
          reasonsBefore: [unclear[1]],
        },
        'leaves before the intention': {
          steps: [card, face(), leave],
          expected: expired,
          returns: false,
        },
      }),
})

const magic: Record<string, Ending> = {
  沙箱通过: passed,
  沙箱再试: passed,
  沙箱非活体: failed('suspected_spoof'),
  沙箱低分: failed('face_mismatch'),
  沙箱不符: failed('identity_mismatch'),
  沙箱无此人: failed('identity_not_found'),
  沙箱无照片: failed('reference_photo_missing'),
  沙箱异证: failed('id_card_differs'),
  沙箱过期证: failed('id_card_expired'),
  沙箱超次: failed('daily_limit_reached'),
  沙箱断网: failed('network_unstable'),
  沙箱故障: failed('service_trouble'),
  沙箱省字段: passed,
  沙箱离开: expired,
}
/** Where the scene has an intention. */
const magicIntention = (unclear: string): Record<string, Ending> => ({
  沙箱拒绝: failed(unclear),
  沙箱禁麦: failed('permission_denied'),
  沙箱半途: expired,
})

export const scripts: readonly Script[] = [
  ...captured('member', [], [0, '']),
  ...captured('read', [intention()], [-10, 'speech_unclear']),
  ...captured('answer', [intention()], [-301, 'intention_refused']),
  ...captured('nod', [intention()], [-301, 'intention_refused']),
  ...supplied('account', magic),
  ...supplied('contract', { ...magic, ...magicIntention('speech_unclear') }),
  ...supplied('loan', { ...magic, ...magicIntention('intention_refused') }),
  ...supplied('vow', { ...magic, ...magicIntention('intention_refused') }),
]

function captured(
  scene: SceneName,
  done: readonly PageStep[],
  unclear: [number, string],
): Script[] {
  return Object.entries(coursesFor(done, unclear)).map(([kind, course]) => ({
    kind,
    scene,
    returns: true,
    reasonsBefore: [],
    ...course,
  }))
}

function supplied(scene: SceneName, names: Readonly<Record<string, Ending>>): Script[] {
  return Object.entries(names).map(([magicName, expected]) => ({
    kind: magicName,
    scene,
    magicName,
    steps: [],
    returns: magicName !== '沙箱离开' && magicName !== '沙箱半途',
    reasonsBefore: magicName === '沙箱再试' ? ['liveness_failed'] : [],
    expected,
  }))
}
