import { createHmac, generateKeyPairSync, sign } from 'node:crypto'

export type Signer = ReturnType<typeof createSigner>

/** Signs tokens with nothing but node:crypto, so that the verifier is not tested with its own library. */
export function createSigner(kid: string) {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519')
  const { x = '' } = publicKey.export({ format: 'jwk' })
  return {
    /** As a relay publishes it. */
    publicKey: { kty: 'OKP', crv: 'Ed25519', x, kid, alg: 'EdDSA', use: 'sig' },
    token(claims: unknown, header: Record<string, unknown> = {}): string {
      const input = [{ alg: 'EdDSA', typ: 'faceid-result+jwt', kid, ...header }, claims]
        .map((part) => (typeof part === 'string' ? part : JSON.stringify(part)))
        .map((part) => Buffer.from(part).toString('base64url'))
        .join('.')
      return `${input}.${sign(null, Buffer.from(input), privateKey).toString('base64url')}`
    },
  }
}

/** The headers of a webhook delivery, made without the library that verifies them. */
export function webhookHeaders(secret: string, body: string, seconds: number) {
  const id = 'msg_GjQe0lXoJtYkS3r1bM6hZ8uCvNd'
  const key = Buffer.from(secret.replace('whsec_', ''), 'base64')
  const mac = createHmac('sha256', key).update(`${id}.${seconds}.${body}`).digest('base64')
  return { 'webhook-id': id, 'webhook-timestamp': `${seconds}`, 'webhook-signature': `v1,${mac}` }
}
