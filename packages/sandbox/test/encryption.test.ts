import {
  constants,
  createCipheriv,
  createDecipheriv,
  publicEncrypt,
  randomBytes,
} from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createSandbox, type Sandbox } from '../src/index.js'
import { type OfficialClient, officialClient } from './support/official-client.js'
import { person } from './support/people.js'

let sandbox: Sandbox
let client: OfficialClient
const secret = randomBytes(32)
const vector = randomBytes(16)

beforeAll(async () => {
  sandbox = await createSandbox()
  client = officialClient(sandbox)
})

afterAll(() => sandbox.close())

const wrapped = (key = secret) =>
  publicEncrypt(
    { key: sandbox.encryptionPublicKey(), padding: constants.RSA_PKCS1_PADDING },
    key,
  ).toString('base64')
const encrypt = (text: string) => {
  const cipher = createCipheriv('aes-256-cbc', secret, vector)
  return Buffer.concat([cipher.update(text), cipher.final()]).toString('base64')
}
const decrypt = (text: unknown, iv: unknown) => {
  const decipher = createDecipheriv('aes-256-cbc', secret, Buffer.from(String(iv), 'base64'))
  return decipher.update(String(text), 'base64', 'utf8') + decipher.final('utf8')
}
const parameters = (encryption: object = {}) => ({
  RuleId: '1000006',
  Name: encrypt(person.Name),
  IdCard: encrypt(person.IdCard),
  Encryption: {
    EncryptList: ['Name', 'IdCard'],
    CiphertextBlob: wrapped(),
    Iv: vector.toString('base64'),
    Algorithm: 'AES-256-CBC',
    TagList: [],
    ...encryption,
  },
})

test('Name and number may come encrypted', async () => {
  const bizToken = await client.start(parameters())
  sandbox.finish(bizToken)
  expect((await client.info(bizToken)).Text).toMatchObject({ ...person, UseIDType: 0 })
})

test('AES-256-CBC is what it is when nothing is said', async () => {
  expect(await client.refusal('DetectAuth', parameters({ Algorithm: undefined }))).toBe('no error')
})

test.each([
  ['a field that may not be', { EncryptList: ['Extra'] }, 'InvalidParameter.UnsupportEncryptField'],
  ['a blob that is none', { CiphertextBlob: 'AAAA' }, 'FailedOperation.DecryptSystemError'],
  ['a vector that is none', { Iv: 'AAAA' }, 'FailedOperation.DecryptSystemError'],
  ['SM4-GCM', { Algorithm: 'SM4-GCM' }, 'FailedOperation.DecryptSystemError'],
  ['an unknown algorithm', { Algorithm: 'ROT13' }, 'InvalidParameter'],
])('Encryption with %s is refused', async (_, encryption, code) => {
  expect(await client.refusal('DetectAuth', parameters(encryption))).toBe(code)
})

test('Limits are for what was encrypted', async () => {
  const Name = encrypt('名'.repeat(33))
  expect(await client.refusal('DetectAuth', { ...parameters(), Name })).toBe('InvalidParameter')
})

test('Names and numbers of an answer are encrypted on request', async () => {
  const bizToken = await client.start({ RuleId: '1000003' })
  sandbox.finish(bizToken)
  const Encryption = {
    Algorithm: 'AES-256-CBC',
    CiphertextBlob: wrapped(),
    EncryptList: [],
    Iv: '',
  }
  const clear = await client.info(bizToken)
  const info = await client.info(bizToken, { Encryption })
  expect(info.Encryption?.EncryptList).toEqual([
    'Response.Text.IdCard',
    'Response.Text.Name',
    'Response.Text.OcrIdCard',
    'Response.Text.OcrName',
  ])
  for (const field of ['IdCard', 'Name', 'OcrIdCard', 'OcrName'])
    expect(decrypt(info.Text?.[field], info.Encryption?.Iv)).toBe(clear.Text?.[field])
  expect(info.Text?.ErrCode).toBe(0)
})

test('A whole answer is encrypted on request', async () => {
  const bizToken = await client.start({ RuleId: '1000003' })
  sandbox.finish(bizToken)
  const Encryption = {
    Algorithm: 'AES-256-CBC',
    CiphertextBlob: wrapped(),
    EncryptList: [],
    Iv: '',
  }
  const info = await client.info(bizToken, { Encryption, IsEncryptResponse: true })
  expect(info).not.toHaveProperty('Text')
  expect(info.Encryption?.EncryptList).toEqual(['EncryptionBody'])
  const body = JSON.parse(decrypt(info.EncryptedBody, info.Encryption?.Iv))
  expect(body.Text).toMatchObject({ ErrCode: 0 })
})

test('An answer that nobody could read is refused', async () => {
  const BizToken = await client.start({ RuleId: '1000003' })
  const ask = { BizToken, RuleId: '1000003', IsEncryptResponse: true }
  expect(await client.refusal('GetDetectInfoEnhanced', ask)).toBe(
    'FailedOperation.EncryptSystemError',
  )
})
