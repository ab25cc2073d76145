/**
 * Encrypted parameters and answers (document 47180), AES-256-CBC only: Node has neither SM4-GCM nor
 * SM2, so those end with Tencent's own code for a failed decryption.
 */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import type { ConsoleKey } from '../state/console-key.js'
import type { EncryptionParameters } from '../state/detect-auth-parameters.js'
import { ApiError } from './api-error.js'
import type { Fields } from './fields.js'

type Parameters = Record<string, unknown>

export const encryptionFields: Fields = {
  EncryptList: { type: 'list', min: 0, max: 10, of: { type: 'string' } },
  CiphertextBlob: { type: 'string' },
  Iv: { type: 'string' },
  Algorithm: { type: 'string', among: ['AES-256-CBC', 'SM4-GCM'] },
  TagList: { type: 'list', min: 0, max: 10, of: { type: 'string' } },
}

const requestFields = ['Name', 'IdCard']
const answerFields = ['IdCard', 'Name', 'OcrIdCard', 'OcrName']

/** The parameters in clear. */
export function decryptParameters(
  parameters: Parameters,
  encryption: EncryptionParameters | undefined,
  key: ConsoleKey,
): Parameters {
  const list = encryption?.EncryptList ?? []
  if (!encryption || list.length === 0) return parameters
  if (list.some((name) => !requestFields.includes(name)))
    throw new ApiError('InvalidParameter.UnsupportEncryptField')
  try {
    const secret = key.unwrap(encryption.CiphertextBlob ?? '')
    const vector = Buffer.from(encryption.Iv ?? '', 'base64')
    const clear = list.map((name) => {
      const decipher = createDecipheriv(algorithmOf(encryption), secret, vector)
      const ciphertext = Buffer.from(String(parameters[name]), 'base64')
      return [name, Buffer.concat([decipher.update(ciphertext), decipher.final()]).toString()]
    })
    return { ...parameters, ...Object.fromEntries(clear) }
  } catch (cause) {
    throw new ApiError('FailedOperation.DecryptSystemError', undefined, { cause })
  }
}

/** The answer, encrypted as far as the request wants it. */
export function encryptAnswer(
  answer: Parameters,
  encryption: EncryptionParameters | undefined,
  whole: boolean,
  key: ConsoleKey,
): Parameters {
  if (!encryption?.Algorithm && !encryption?.CiphertextBlob && !whole)
    return { ...answer, Encryption: notEncrypted, EncryptedBody: '' }
  try {
    const secret = key.unwrap(encryption?.CiphertextBlob ?? '')
    const algorithm = algorithmOf(encryption ?? {})
    const vector = randomBytes(16)
    const encrypt = (text: string) => {
      const cipher = createCipheriv(algorithm, secret, vector)
      return Buffer.concat([cipher.update(text), cipher.final()]).toString('base64')
    }
    const described = {
      Algorithm: 'AES-256-CBC',
      CiphertextBlob: encryption?.CiphertextBlob,
      Iv: vector.toString('base64'),
      TagList: [],
    }
    if (whole)
      return {
        Encryption: { ...described, EncryptList: ['EncryptionBody'] },
        EncryptedBody: encrypt(JSON.stringify(answer)),
      }
    const { Text, EncryptList } = encryptText(answer.Text, encrypt)
    return { ...answer, Text, Encryption: { ...described, EncryptList }, EncryptedBody: '' }
  } catch (cause) {
    throw new ApiError('FailedOperation.EncryptSystemError', undefined, { cause })
  }
}

const notEncrypted = { Algorithm: '', CiphertextBlob: '', EncryptList: [], Iv: '', TagList: [] }

function encryptText(text: unknown, encrypt: (text: string) => string) {
  if (typeof text !== 'object' || text === null) return { Text: text, EncryptList: [] }
  const fields = new Map<string, unknown>(Object.entries(text))
  const list = answerFields.filter((name) => fields.get(name))
  for (const name of list) fields.set(name, encrypt(String(fields.get(name))))
  return {
    Text: Object.fromEntries(fields),
    EncryptList: list.map((name) => `Response.Text.${name}`),
  }
}

function algorithmOf({ Algorithm }: EncryptionParameters): 'aes-256-cbc' {
  if (Algorithm === 'SM4-GCM') throw new Error('SM4-GCM is not known here')
  return 'aes-256-cbc'
}
