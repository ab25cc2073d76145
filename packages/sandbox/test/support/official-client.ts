/** The official SDK's client, as it is, with only its connection led to the sandbox. */
import { Agent, type ClientRequestArgs } from 'node:http'
import type { Duplex } from 'node:stream'
import { CommonClient } from 'tencentcloud-sdk-nodejs-common'
import { type Sandbox, sandboxCredential } from '../../src/index.js'

type Answer = Record<string, unknown>

export interface OfficialClient {
  request(action: string, parameters: Record<string, unknown>): Promise<Answer>
  /** The code of the error that this call must end with. */
  refusal(action: string, parameters: Record<string, unknown>): Promise<string>
}

export function officialClient(sandbox: Sandbox, credential = sandboxCredential): OfficialClient {
  const client = new CommonClient('faceid.tencentcloudapi.com', '2018-03-01', {
    credential,
    profile: { httpProfile: { protocol: 'http://', agent: agentTo(sandbox), reqTimeout: 5 } },
  })
  const request = (action: string, parameters: Answer): Promise<Answer> =>
    client.request(action, parameters)
  return {
    request,
    refusal: (action, parameters) =>
      request(action, parameters).then(
        () => 'no error',
        (error: { code?: string }) => error.code ?? String(error),
      ),
  }
}

export function agentTo(sandbox: Sandbox): Agent {
  const { hostname, port } = new URL(sandbox.url)
  class SandboxAgent extends Agent {
    override createConnection(
      options: ClientRequestArgs,
      callback?: (error: Error | null, stream: Duplex) => void,
    ) {
      return super.createConnection({ ...options, host: hostname, port: Number(port) }, callback)
    }
  }
  return new SandboxAgent()
}
