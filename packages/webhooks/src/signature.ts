import { createHash, createHmac } from 'node:crypto'

/** @throws {TypeError} that says which part of WEBHOOK_SECRET is wrong; never quotes it. */
export function parseSecrets(text: string): Buffer[] {
  return text.split(',').map((part, index) => {
    const base64 = /^whsec_([A-Za-z0-9+/]+={0,2})$/.exec(part.trim())?.[1]
    const bytes = Buffer.from(base64 ?? '', 'base64')
    if (bytes.length < 24 || bytes.length > 64) {
      throw new TypeError(
        `part ${index + 1} of WEBHOOK_SECRET must be whsec_ and the base64 of 24–64 random bytes: echo "whsec_$(openssl rand -base64 32)"`,
      )
    }
    return bytes
  })
}

/** The same on every retry and from every relay. */
export function webhookId(verificationId: string): string {
  const hash = createHash('sha256')
    .update(`faceid-h5/webhook/${verificationId}`)
    .digest('base64url')
  return `msg_${hash.slice(0, 27)}`
}

/** The headers of Standard Webhooks: one signature per secret. */
export function signedHeaders(secrets: Buffer[], id: string, seconds: number, body: string) {
  const signatures = secrets.map((secret) => {
    const hmac = createHmac('sha256', secret).update(`${id}.${seconds}.${body}`)
    return `v1,${hmac.digest('base64')}`
  })
  return {
    'webhook-id': id,
    'webhook-timestamp': String(seconds),
    'webhook-signature': signatures.join(' '),
  }
}
