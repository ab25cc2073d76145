// One DetectAuth as a scene would send it. It costs nothing and verifies nobody: its BizToken is thrown away.
import type { Intention } from '@faceid-h5/protocol'
import type { RelayContext } from '../../server/context.js'
import { ProviderError } from '../../tencent/errors.js'
import { hostedPageUrl } from '../../verification/hosted-page-url.js'
import { intentionFields } from '../../verification/intention.js'

/** What a start sends beside the RuleId. */
export interface Trial {
  identity: 'supplied' | 'captured'
  intention?: Intention | undefined
}

export interface Refusal {
  /** Tencent's, or one of `ProviderError`. */
  code: string
  requestId: string | undefined
}

export type TrialResult =
  | Refusal
  /** `unknownHost`: where the hosted page is, if the relay would not send a browser there. */
  | { unknownHost: string | undefined }

// The example of the standard on ID numbers itself, GB 11643-1999. It belongs to nobody, and no hosted page is opened
// with it; a RuleId that is told who will come does not answer without a name and a number.
const nobody = { Name: '核身测试', IdCard: '11010519491231002X' }

export async function tryStart(
  { client, configuration, sandbox }: RelayContext,
  ruleId: string,
  { identity, intention }: Trial,
): Promise<TrialResult> {
  const parameters = {
    RuleId: ruleId,
    RedirectUrl: `${configuration.base}/v1/return/doctor`,
    Extra: 'faceid-relay doctor',
    ...(identity === 'supplied' ? nobody : {}),
    ...(intention === undefined ? {} : intentionFields(intention)),
  }
  try {
    const { Url, BizToken, RequestId } = await client.call('DetectAuth', parameters)
    if (typeof BizToken !== 'string' || BizToken === '' || !URL.canParse(String(Url)))
      return { code: 'BadAnswer', requestId: String(RequestId) }
    const known = hostedPageUrl(Url, configuration.hostedPageHosts, sandbox) !== undefined
    return { unknownHost: known ? undefined : new URL(String(Url)).hostname }
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error
    return { code: error.providerCode, requestId: error.providerRequestId }
  }
}

const shortest: readonly (Intention | undefined)[] = [
  undefined,
  { mode: 'reading', text: '同意' },
  { mode: 'questions', questions: [{ ask: '是否同意？', answers: ['同意'] }] },
  { mode: 'nod', statements: ['同意'] },
]

/** What the RuleId takes instead: the first that works, least changes first. Tencent's error does not say what it missed. */
export async function findTrial(
  services: RelayContext,
  ruleId: string,
  { identity, intention }: Trial,
): Promise<Trial | undefined> {
  const otherIdentity = identity === 'supplied' ? 'captured' : 'supplied'
  const otherIntentions = shortest.filter((one) => one?.mode !== intention?.mode)
  const candidates: Trial[] = [
    { identity: otherIdentity, intention },
    ...otherIntentions.map((other) => ({ identity, intention: other })),
    ...otherIntentions.map((other) => ({ identity: otherIdentity, intention: other }) as const),
  ]
  for (const candidate of candidates) {
    if (!('code' in (await tryStart(services, ruleId, candidate)))) return candidate
  }
  return undefined
}
