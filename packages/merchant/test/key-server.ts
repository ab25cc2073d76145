import { answerJson, serve } from './server.js'
import type { Signer } from './signer.js'

/** A relay as far as its keys go. A test changes the keys that it publishes, and its status. */
export async function serveKeys(...signers: Signer[]) {
  const published = { signers, status: 200, requests: [] as string[] }
  const server = await serve((request, response) => {
    published.requests.push(request.url ?? '')
    const keys = published.signers.map(({ publicKey }) => publicKey)
    answerJson(response, published.status, { keys })
  })
  return Object.assign(published, server)
}
