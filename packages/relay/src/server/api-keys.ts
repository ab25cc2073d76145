// The merchant's API keys: compared in constant time, refused when they are short enough to guess, and held to the
// scenes that the configuration names for them.
import { createHash, timingSafeEqual } from 'node:crypto'

export interface ApiKeys {
  /** Whether any key is configured at all. */
  any: boolean
  /** @returns who presents the key of an `Authorization: Bearer …` header, or undefined when it is none of ours. */
  recognise(authorization: string | undefined): ApiKeyIdentity | undefined
}

export interface ApiKeyIdentity {
  /** For rate limits: tells keys apart and nothing of the key. */
  fingerprint: string
  mayUse(scene: string): boolean
}

/** `apiKeys` of the configuration: the scenes of each named key. */
export type KeyScenes = Readonly<Record<string, { scenes: readonly string[] }>>

interface Known {
  digest: Buffer
  name: string | undefined
}

/**
 * @param keys each `<key>` or `<name>:<key>`.
 * @throws {TypeError} naming what is wrong with MERCHANT_API_KEY; never showing it.
 */
export function createApiKeys(keys: readonly string[], scenesOf: KeyScenes = {}): ApiKeys {
  const known = keys.map(readKey)
  const names = new Set(known.map(({ name }) => name))
  for (const name of Object.keys(scenesOf)) {
    if (!names.has(name)) {
      throw new TypeError(
        `apiKeys.${name} is no key of MERCHANT_API_KEY: write it there as ${name}:<key>`,
      )
    }
  }
  known.forEach(({ name, digest: one }, index) => {
    const part = `part ${index + 1} of MERCHANT_API_KEY`
    if (name !== undefined && !Object.hasOwn(scenesOf, name)) {
      throw new TypeError(
        `${part} has a name (before its colon) that apiKeys of the configuration does not have`,
      )
    }
    if (known.findIndex((other) => other.digest.equals(one)) < index) {
      throw new TypeError(`${part} is a key that stands there already`)
    }
  })
  return {
    any: known.length > 0,
    recognise(authorization) {
      const presented = digest(bearer(authorization) ?? '')
      let found: Known | undefined
      // Every key is compared, so that the time does not tell which one matched.
      for (const candidate of known)
        if (timingSafeEqual(candidate.digest, presented)) found = candidate
      if (found === undefined) return undefined
      const scenes = found.name === undefined ? undefined : scenesOf[found.name]?.scenes
      return {
        fingerprint: found.digest.toString('hex').slice(0, 16),
        mayUse: (scene) => scenes === undefined || scenes.includes(scene),
      }
    },
  }
}

function readKey(text: string, index: number): Known {
  const [, name, key = ''] = /^(?:([a-z][a-z0-9-]{0,31}):)?(.*)$/s.exec(text) ?? []
  if (!/^[\x21-\x7e]{24,200}$/.test(key)) {
    throw new TypeError(
      `part ${index + 1} of MERCHANT_API_KEY must have 24–200 printable ASCII characters without spaces ` +
        '(make one with `openssl rand -base64 32`); several are separated by commas',
    )
  }
  // Docker and files of secrets keep them; back ends read them off, and nobody sees why the key is wrong.
  if (/^(["']).*\1$/.test(key)) {
    throw new TypeError(`part ${index + 1} of MERCHANT_API_KEY stands in quotes: take them off`)
  }
  // A random key of this length has more; a typed one often has not.
  if (new Set(key).size < 8) {
    throw new TypeError(
      `part ${index + 1} of MERCHANT_API_KEY is not random (make one with \`openssl rand -base64 32\`)`,
    )
  }
  return { digest: digest(key), name }
}

/**
 * The token of an `Authorization: Bearer …` header (RFC 6750). Not one with thousands of spaces: V8 keeps a whole text
 * for as long as a piece of it is kept.
 */
export function bearer(authorization: string | undefined): string | undefined {
  return /^Bearer {1,8}([\x21-\x7e]+) {0,8}$/i.exec(authorization ?? '')?.[1]
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}
