/**
 * The part `Text`: the face only, never the intention. Before anything is decided all of it is null
 * but `Extra`. Its casing is Tencent's own, and another one in `LivenessDetail`.
 */
import { faceCodes } from '../codes/face-codes.js'
import { isIdNumber } from '../state/person.js'
import type { Attempt, Verification } from '../state/verification.js'

export function textAnswer(verification: Verification): Record<string, unknown> {
  const { face, person, attempts, rule, request, page } = verification
  const decided = face !== null
  const last = attempts.at(-1)
  const status = decided ? statuses(face) : statuses(null)
  const card = page.cardRead ? person : undefined
  const text: Record<string, unknown> = {
    ErrCode: face,
    ErrMsg: decided ? describe(face) : null,
    IdCard: decided ? person.idCard : null,
    UseIDType: decided ? (isIdNumber(person.idCard) ? 0 : 2) : null,
    Name: decided ? person.name : null,
    OcrNation: card?.nation ?? null,
    OcrAddress: card?.address ?? null,
    OcrBirth: card?.birth ?? null,
    OcrAuthority: card?.authority ?? null,
    OcrValidDate: card?.validDate ?? null,
    OcrName: card?.name ?? null,
    OcrIdCard: card?.idCard ?? null,
    OcrGender: card?.gender ?? null,
    IdInfoFrom: card ? 'OCR' : null,
    LiveStatus: status.live,
    LiveMsg: status.live === null ? null : describe(status.live),
    Comparestatus: status.compare,
    Comparemsg: status.compare === null ? null : describe(status.compare),
    Sim: last?.similarity ?? null,
    Location: null,
    Extra: request.Extra ?? null,
    LivenessDetail: attempts.length > 0 ? attempts.map((one) => detail(verification, one)) : null,
    LivenessInfoTag: rule.intention === undefined ? null : tags(verification),
    Mobile: null,
    CompareLibType: status.compare === null ? null : library(verification),
    LivenessMode: last ? 4 : null,
    NFCRequestIds: null,
    NFCBillingCounts: null,
    PassNo: null,
    VisaNum: null,
    LivenessActionSequence: last && rule.mode === 'overlay' ? '1,2' : null,
  }
  for (const field of verification.omit) delete text[field]
  return text
}

function detail(verification: Verification, attempt: Attempt): Record<string, unknown> {
  const { person } = verification
  const status = statuses(attempt.code)
  return {
    ReqTime: String(attempt.at),
    Seq: attempt.sequence,
    Idcard: person.idCard,
    Name: person.name,
    Sim: attempt.similarity,
    IsNeedCharge: faceCodes[attempt.code]?.billed ?? false,
    Errcode: attempt.code,
    Errmsg: describe(attempt.code),
    Livestatus: status.live,
    Livemsg: status.live === null ? null : describe(status.live),
    Comparestatus: status.compare,
    Comparemsg: status.compare === null ? null : describe(status.compare),
    CompareLibType: status.compare === null ? null : library(verification),
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

function library({ request }: Verification): string {
  return request.ImageBase64 ? '业务方自有库' : '权威库'
}

function describe(code: number): string {
  return faceCodes[code]?.zh ?? '未知错误'
}
