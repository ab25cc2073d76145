// Tells who sent a request: a page, by its origin and address, or the merchant's back end, by its API key.
import { createHash, timingSafeEqual } from 'node:crypto'
import { isIP, type Socket } from 'node:net'
import { normalizeIP } from '@fastify/rate-limit'
import type { Configuration } from '../config/load.js'
import type { KeyScenes } from '../config/schema.js'
import { refuse } from '../problem.js'
import { type Auth, bearer, type Caller } from '../routes/context.js'

/** Bytes. */
const pageBodyLimit = 16 * 1024

export function createAuth({ allowedOrigins }: Configuration, callerOf: ApiKeys): Auth {
  return {
    backEnd({ headers }) {
      // Browsers add it: the key is in a page, and so every visitor has it.
      if (headers.origin !== undefined) {
        refuse(
          'unauthorized',
          'A page sent an API key (the request has an Origin header). Keys belong into the back end only: replace this one, and use `start-url` of the widget',
        )
      }
      const caller = callerOf(headers.authorization)
      if (caller !== undefined) return caller
      refuse('unauthorized', 'Send an API key of MERCHANT_API_KEY: Authorization: Bearer <key>')
    },
    page({ headers, ip, socket }) {
      const { origin, 'content-length': length } = headers
      if (origin === undefined) {
        refuse(
          'origin_not_allowed',
          'The request has no Origin header. A page sends one by itself; a back end sends its API key (Authorization: Bearer …)',
        )
      }
      if (!allowedOrigins.has(origin)) {
        const shown = /^https?:\/\/[A-Za-z0-9.:[\]-]{1,200}$/.test(origin)
          ? `"${origin}"`
          : 'the page’s origin'
        refuse('origin_not_allowed', `Add ${shown} to allowedOrigins in the relay’s configuration`)
      }
      if (length === undefined || Number(length) > pageBodyLimit) {
        refuse('payload_too_large', 'A page may send at most 16 kB, with a Content-Length')
      }
      return { by: 'browser', bucket: `browser ${clientAddress(ip, socket)}`, mayUse: () => true }
    },
  }
}

/**
 * Proxies write the client's address with a port, in brackets, or in other forms.
 * @returns one spelling per IPv4 address and IPv6 /64; the proxy's own address if it is unreadable.
 */
function clientAddress(ip: string, { remoteAddress = '' }: Socket): string {
  const address = ip.replace(/^\[(.*)\](:\d+)?$/, '$1').replace(/^([\d.]+):\d+$/, '$1')
  return normalizeIP(isIP(address) === 0 ? remoteAddress : address)
}

/** @returns the owner of the key in an `Authorization: Bearer …` header; undefined if it is unknown. */
type ApiKeys = (authorization: string | undefined) => Caller | undefined

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
  return (authorization) => {
    const presented = digest(bearer(authorization) ?? '')
    let found: Known | undefined
    // Compares every key, so that the time does not reveal which one matched.
    for (const candidate of known)
      if (timingSafeEqual(candidate.digest, presented)) found = candidate
    if (found === undefined) return undefined
    const scenes = found.name === undefined ? undefined : scenesOf[found.name]?.scenes
    return {
      by: 'merchant',
      bucket: `merchant ${found.digest.toString('hex').slice(0, 16)}`,
      mayUse: (scene) => scenes === undefined || scenes.includes(scene),
    }
  }
}

function readKey(text: string, index: number): Known {
  const [, name, key = ''] = /^(?:([a-z][a-z0-9-]{0,31}):)?(.*)$/s.exec(text) ?? []
  const fail = (fault: string) => {
    throw new TypeError(`part ${index + 1} of MERCHANT_API_KEY ${fault}`)
  }
  const make = '(make one with `openssl rand -base64 32`)'
  if (!/^[\x21-\x7e]{24,200}$/.test(key)) {
    const form = '24–200 printable ASCII characters without spaces'
    fail(`must have ${form} ${make}; several are separated by commas`)
  }
  // Docker and secret files keep the quotes, back ends remove them, and the key is wrong.
  if (/^(["']).*\1$/.test(key)) fail('stands in quotes: take them off')
  // A random key of this length has more; a typed one often has not.
  if (new Set(key).size < 8) fail(`is not random ${make}`)
  return { digest: digest(key), name }
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}
