/**
 * The part `Text`: the face only, never the intention. As long as nothing is decided its results are
 * null. Casing and empty values are Tencent's own, and other ones in `LivenessDetail`.
 */
import { billedFaceCodes, faceCodes } from '../codes/face-codes.js'
import { isIdNumber } from '../state/person.js'
import type { Attempt, Verification } from '../state/verification.js'

type Answer = Record<string, unknown>

export function textAnswer(verification: Verification): Answer {
  const { face, person, attempts, rule, request } = verification
  const decided = face !== null
  const last = attempts.at(-1)
  const { live, compare } = statuses(face)
  const text: Answer = {
    ErrCode: face,
    ErrMsg: describe(face),
    IdCard: decided ? person.idCard : null,
    UseIDType: decided ? (isIdNumber(person.idCard) ? 0 : 2) : null,
    Name: decided ? person.name : null,
    ...cardText(verification),
    LiveStatus: live,
    LiveMsg: describe(live),
    Comparestatus: compare,
    Comparemsg: describe(compare),
    CompareLibType: library(verification, compare),
    Sim: last?.similarity ?? null,
    Location: null,
    Extra: request.Extra ?? '',
    LivenessDetail: attempts.length > 0 ? attempts.map((one) => detail(verification, one)) : null,
    LivenessInfoTag: rule.intention === undefined ? null : tags(verification),
    Mobile: '',
    LivenessMode: last ? 4 : null,
    NFCRequestIds: [],
    NFCBillingCounts: 0,
    PassNo: null,
    VisaNum: null,
    LivenessActionSequence: last && rule.mode === 'overlay' ? '1,2' : null,
  }
  for (const field of verification.omit) delete text[field]
  return text
}

function cardText({ cardRead, person, face }: Verification): Answer {
  const card = cardRead ? person : undefined
  return {
    OcrNation: card?.nation ?? null,
    OcrAddress: card?.address ?? null,
    OcrBirth: card?.birth ?? null,
    OcrAuthority: card?.authority ?? null,
    OcrValidDate: card?.validDate ?? null,
    OcrName: card?.name ?? '',
    OcrIdCard: card?.idCard ?? '',
    OcrGender: card?.gender ?? null,
    IdInfoFrom: card ? 'OCR' : face === null ? null : '其他',
  }
}

function detail(verification: Verification, attempt: Attempt): Answer {
  const { live, compare } = statuses(attempt.code)
  return {
    ReqTime: String(attempt.at),
    Seq: attempt.sequence,
    Idcard: verification.person.idCard,
    Name: verification.person.name,
    Sim: attempt.similarity,
    IsNeedCharge: billedFaceCodes.includes(attempt.code),
    Errcode: attempt.code,
    Errmsg: describe(attempt.code),
    Livestatus: live,
    Livemsg: describe(live),
    Comparestatus: compare,
    Comparemsg: describe(compare),
    CompareLibType: library(verification, compare),
    LivenessMode: 4,
  }
}

/** The liveness check comes first; without it there is no comparison. */
function statuses(code: number | null): { live: number | null; compare: number | null } {
  const stage = code === null ? undefined : faceCodes[code]?.stage
  if (stage === 'passed') return { live: 0, compare: 0 }
  if (stage === 'compare') return { live: 0, compare: code }
  return { live: stage === 'live' ? code : null, compare: null }
}

function tags({ face, livenessTags }: Verification): readonly string[] | null {
  if (livenessTags) return livenessTags
  return face === 1002 || face === 1301 ? ['03'] : null
}

function library({ request }: Verification, compare: number | null): string | null {
  if (compare === null) return null
  return request.ImageBase64 ? '业务方自有库' : '权威库'
}

function describe(code: number | null): string | null {
  return code === null ? null : (faceCodes[code]?.zh ?? '未知错误')
}
