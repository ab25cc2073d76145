// Secrets for tests: fixed, so that a failure can be repeated; used nowhere else.
import { createHash } from 'node:crypto'

const random = (label: string) =>
  createHash('sha256').update(`faceid-h5 test ${label}`).digest('base64')

export const secretA = random('secret A')
export const secretB = random('secret B')
export const apiKey = random('API key')
export const otherApiKey = random('another API key')
