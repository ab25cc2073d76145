/** The official SDK's client, with the sandbox as its endpoint. */
import { CommonClient } from 'tencentcloud-sdk-nodejs-common'
import { type Sandbox, sandboxCredential } from '../../src/index.js'

export type Parameters = Record<string, unknown>
// The answers of the API are what these tests look into, at any depth.
export type Answer = Record<string, Record<string, unknown>>

export interface OfficialClient {
  request(action: string, parameters: Parameters): Promise<Answer>
  /** BizToken of a fresh verification. */
  start(parameters: Parameters): Promise<string>
  /** The answer about a BizToken that was started here; `Text` alone unless `more` says otherwise. */
  info(bizToken: string, more?: Parameters): Promise<Answer>
  /** The code of the error that this call ends with. */
  refusal(action: string, parameters: Parameters): Promise<string>
}

export function officialClient(sandbox: Sandbox): OfficialClient {
  const client = new CommonClient(new URL(sandbox.url).host, '2018-03-01', {
    credential: sandboxCredential,
    profile: { httpProfile: { protocol: 'http://', reqTimeout: 300 } },
  })
  const ruleIds = new Map<string, unknown>()
  const request = (action: string, parameters: Parameters): Promise<Answer> =>
    client.request(action, parameters)
  return {
    request,
    async start(parameters) {
      const bizToken = String((await request('DetectAuth', parameters)).BizToken)
      ruleIds.set(bizToken, parameters.RuleId)
      return bizToken
    },
    info: (BizToken, more = {}) =>
      request('GetDetectInfoEnhanced', {
        BizToken,
        RuleId: ruleIds.get(BizToken),
        InfoType: '1',
        ...more,
      }),
    refusal: (action, parameters) =>
      request(action, parameters).then(
        () => 'no error',
        (error: { code?: string }) => error.code ?? String(error),
      ),
  }
}
