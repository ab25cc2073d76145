/**
 * The key pair of the console (document 47180): callers wrap a symmetric key under its public half.
 * Made when first needed, and forgotten with the sandbox.
 */
import { constants, createPublicKey, generateKeyPairSync, privateDecrypt } from 'node:crypto'

export interface ConsoleKey {
  /** As PEM (SPKI). */
  publicKey(): string
  /** The symmetric key in a base64 CiphertextBlob. Throws where there is none. */
  unwrap(ciphertextBlob: string): Buffer
}

export function createConsoleKey(): ConsoleKey {
  let made: string | undefined
  const privateKey = () => {
    made ??= generateKeyPairSync('rsa', {
      modulusLength: 2048,
      privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
      publicKeyEncoding: { type: 'spki', format: 'pem' },
    }).privateKey
    return made
  }
  return {
    publicKey: () =>
      createPublicKey(privateKey()).export({ type: 'spki', format: 'pem' }).toString(),
    unwrap(ciphertextBlob) {
      // Node 20 refuses to take PKCS #1 v1.5 padding off itself (CVE-2023-46809).
      const padding = constants.RSA_NO_PADDING
      const blob = Buffer.from(ciphertextBlob, 'base64')
      const padded = privateDecrypt({ key: privateKey(), padding }, blob)
      const end = padded.indexOf(0, 2)
      if (padded[0] !== 0 || padded[1] !== 2 || end < 10) throw new Error('padding')
      return padded.subarray(end + 1)
    },
  }
}
