import { answerJson, serve, type TestServer } from './server.js'
import type { Signer } from './signer.js'

export interface KeyServer extends TestServer {
  /** The keys published; to be changed at will. */
  signers: Signer[]
  /** With what status it answers. */
  status: number
  requests: string[]
}

/** A relay as far as its keys go. */
export async function serveKeys(...signers: Signer[]): Promise<KeyServer> {
  const requests: string[] = []
  const server = await serve((request, response) => {
    requests.push(request.url ?? '')
    answerJson(response, keyServer.status, {
      keys: keyServer.signers.map(({ publicKey }) => publicKey),
    })
  })
  const keyServer: KeyServer = { ...server, signers, status: 200, requests }
  return keyServer
}
