// Tells who sent a request: a page, by its origin and address, or the merchant's back end, by its API key.
import { createHash, timingSafeEqual } from 'node:crypto'
import { isIP, type Socket } from 'node:net'
import { normalizeIP } from '@fastify/rate-limit'
import type { FastifyRequest } from 'fastify'
import type { Configuration } from '../config/load.js'
import type { KeyScenes } from '../config/schema.js'
import { refuse } from '../problem.js'

/** Bytes. */
const pageBodyLimit = 16 * 1024

export interface Caller {
  by: 'browser' | 'merchant'
  /** Key of the rate limits: the client address (of IPv6 the /64) or the API key's fingerprint. */
  bucket: string
  mayUse(scene: string): boolean
}

/**
 * @param keys each `<key>` or `<name>:<key>`.
 * @throws {TypeError} naming what is wrong with MERCHANT_API_KEY; never showing it.
 */
export function createAuth(keys: readonly string[], configuration?: Configuration) {
  const scenesOf = configuration?.apiKeys ?? {}
  const known = readKeys(keys, scenesOf)
  return {
    /** @throws {ProblemError} if there is no valid API key. */
    backEnd({ headers }: FastifyRequest): Caller {
      // Browsers add it: the key is in a page, and so every visitor has it.
      if (headers.origin !== undefined) {
        refuse(
          'unauthorized',
          'A page sent an API key (the request has an Origin header). Keys belong into the back end only: replace this one, and use `start-url` of the widget',
        )
      }
      const presented = digest(bearer(headers.authorization) ?? '')
      // Compares every key, so that the time does not reveal which one matched.
      const [found] = known.filter((candidate) => timingSafeEqual(candidate.digest, presented))
      if (found === undefined)
        refuse('unauthorized', 'Send an API key of MERCHANT_API_KEY: Authorization: Bearer <key>')
      const scenes = found.name === undefined ? undefined : scenesOf[found.name]?.scenes
      return {
        by: 'merchant',
        bucket: `merchant ${found.digest.toString('hex').slice(0, 16)}`,
        mayUse: (scene) => scenes === undefined || scenes.includes(scene),
      }
    },
    /** @throws {ProblemError} if the page's origin is not allowed, or its body too large. */
    page({ headers, ip, socket }: FastifyRequest): Caller {
      const { origin, 'content-length': length } = headers
      if (origin === undefined) {
        refuse(
          'origin_not_allowed',
          'The request has no Origin header. A page sends one by itself; a back end sends its API key (Authorization: Bearer …)',
        )
      }
      if (!configuration?.allowedOrigins.has(origin)) {
        const shown = /^https?:\/\/[A-Za-z0-9.:[\]-]{1,200}$/.test(origin)
          ? `"${origin}"`
          : 'the page’s origin'
        refuse('origin_not_allowed', `Add ${shown} to allowedOrigins in the relay’s configuration`)
      }
      if (length === undefined || Number(length) > pageBodyLimit)
        refuse('payload_too_large', 'A page may send at most 16 kB, with a Content-Length')
      return { by: 'browser', bucket: `browser ${clientAddress(ip, socket)}`, mayUse: () => true }
    },
  }
}

/**
 * The token of an `Authorization: Bearer …` header (RFC 6750). Spaces are limited: V8 keeps a whole text in memory as
 * long as a part of it is in use.
 */
export function bearer(authorization: string | undefined): string | undefined {
  return /^Bearer {1,8}([\x21-\x7e]+) {0,8}$/i.exec(authorization ?? '')?.[1]
}

/**
 * Proxies write the client's address with a port, in brackets, or in other forms.
 * @returns one spelling per IPv4 address and IPv6 /64; the proxy's own address if it is unreadable.
 */
function clientAddress(ip: string, { remoteAddress = '' }: Socket): string {
  const address = ip.replace(/^\[(.*)\](:\d+)?$/, '$1').replace(/^([\d.]+):\d+$/, '$1')
  return normalizeIP(isIP(address) === 0 ? remoteAddress : address)
}

function readKeys(keys: readonly string[], scenesOf: KeyScenes) {
  const known: { digest: Buffer; name: string | undefined }[] = []
  for (const [index, text] of keys.entries()) {
    const fail = (fault: string) => {
      throw new TypeError(`part ${index + 1} of MERCHANT_API_KEY ${fault}`)
    }
    const [, name, key = ''] = /^(?:([a-z][a-z0-9-]{0,31}):)?(.*)$/s.exec(text) ?? []
    const make = '(make one with `openssl rand -base64 32`)'
    if (!/^[\x21-\x7e]{24,200}$/.test(key)) {
      const form = '24–200 printable ASCII characters without spaces'
      fail(`must have ${form} ${make}; several are separated by commas`)
    }
    // Docker and secret files keep the quotes, back ends remove them, and the key is wrong.
    if (/^(["']).*\1$/.test(key)) fail('stands in quotes: take them off')
    // A random key of this length has more; a typed one often has not.
    if (new Set(key).size < 8) fail(`is not random ${make}`)
    if (name !== undefined && !Object.hasOwn(scenesOf, name))
      fail('has a name (before its colon) that apiKeys of the configuration does not have')
    const one = digest(key)
    if (known.some((other) => other.digest.equals(one))) fail('is a key that stands there already')
    known.push({ digest: one, name })
  }
  const unknown = Object.keys(scenesOf).find((name) => !known.some((key) => key.name === name))
  if (unknown === undefined) return known
  throw new TypeError(
    `apiKeys.${unknown} is no key of MERCHANT_API_KEY: write it there as ${unknown}:<key>`,
  )
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}
