/** Every documented limit of DetectAuth. */
import type { Fields } from './fields.js'

export const detectAuthFields: Fields = {
  RuleId: { type: 'string', required: true },
  TerminalType: { type: 'string' },
  Name: { type: 'string', max: 32 },
  IdCard: {
    type: 'string',
    check: { rule: 'must have an upper-case X', test: (value) => !value.includes('x') },
  },
  RedirectUrl: { type: 'string', max: 1024 },
  Extra: { type: 'string', max: 1024 },
  ImageBase64: {
    type: 'string',
    max: 3 * 1024 * 1024,
    check: { rule: 'must be a jpg or png in standard base64 with padding', test: isImage },
  },
  Encryption: { type: 'object' },
  IntentionVerifyText: { type: 'string', max: 120 },
  IntentionQuestions: {
    type: 'list',
    min: 1,
    max: 10,
    of: {
      type: 'object',
      required: true,
      fields: {
        Question: { type: 'string', required: true, max: 250 },
        Answers: {
          type: 'list',
          required: true,
          min: 1,
          max: 50,
          of: { type: 'string', required: true, max: 10 },
        },
      },
    },
  },
  IntentionActions: {
    type: 'list',
    min: 1,
    max: 10,
    of: {
      type: 'object',
      required: true,
      fields: { Text: { type: 'string', required: true, max: 250 } },
    },
  },
  Config: {
    type: 'object',
    fields: {
      IntentionType: { type: 'integer', among: [0, 1] },
      IntentionRecognition: { type: 'boolean' },
      MouthOpenRecognition: { type: 'boolean' },
      Speed: { type: 'integer', among: [0, 1, 2, 3] },
    },
  },
}

function isImage(value: string): boolean {
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(value) || value.length % 4 !== 0) return false
  const start = Buffer.from(value.slice(0, 16), 'base64').toString('hex')
  return start.startsWith('ffd8ff') || start.startsWith('89504e470d0a1a0a')
}
