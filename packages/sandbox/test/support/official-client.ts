/** The official SDK's client, with the sandbox as its endpoint. */
import { CommonClient } from 'tencentcloud-sdk-nodejs-common'
import { type Sandbox, sandboxCredential } from '../../src/index.js'

export type Parameters = Record<string, unknown>
// The answers of the API are what these tests look into, at any depth.
export type Answer = Record<string, Record<string, unknown>>

export type OfficialClient = ReturnType<typeof officialClient>

export function officialClient(sandbox: Sandbox) {
  const client = new CommonClient(new URL(sandbox.url).host, '2018-03-01', {
    credential: sandboxCredential,
    profile: { httpProfile: { protocol: 'http://', reqTimeout: 300 } },
  })
  const ruleIds = new Map<string, unknown>()
  const request = (action: string, parameters: Parameters): Promise<Answer> =>
    client.request(action, parameters)
  return {
    request,
    /** BizToken of a fresh verification. */
    async start(parameters: Parameters): Promise<string> {
      const bizToken = String((await request('DetectAuth', parameters)).BizToken)
      ruleIds.set(bizToken, parameters.RuleId)
      return bizToken
    },
    /** The answer about a BizToken that was started here; `Text` alone unless `more` says otherwise. */
    info: (BizToken: string, more: Parameters = {}) =>
      request('GetDetectInfoEnhanced', {
        BizToken,
        RuleId: ruleIds.get(BizToken),
        InfoType: '1',
        ...more,
      }),
    /** The code of the error that this call ends with. */
    refusal: (action: string, parameters: Parameters): Promise<string> =>
      request(action, parameters).then(
        () => 'no error',
        (error: { code?: string }) => error.code ?? String(error),
      ),
  }
}
