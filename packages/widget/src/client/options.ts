import type { Environment, StartResponse } from '@faceid-h5/protocol'
import { detectEnvironment } from '../environment/detect-environment.js'
import type { Platform } from '../environment/platform.js'
import { localeOf } from './locale.js'

export interface FaceIdOptions {
  /** The relay's `publicUrl`, path included; may be relative to the page. */
  relay: string
  scene: string
  /** Your own id for what the verification is about: 1–64 of `A-Za-z0-9._:-`. */
  reference: string
  /** An address of yours that starts in the relay's place, with the very same body. */
  startUrl?: string | undefined
  /** Where the browser goes afterwards. Default: where the page is when it starts. */
  returnUrl?: string | undefined
  /** Hosts of Tencent's hosted page beside the known ones, where the relay's configuration names such. */
  hostedPageHosts?: readonly string[] | undefined
  /** The version of the consent text the user has agreed to. */
  consentVersion?: string | undefined
  /** The language of the relay's advice. Default: the page's, then the user's. */
  locale?: string | undefined
  /** Instead of `detectEnvironment()`: for tests and developer tools. */
  environment?: Environment | undefined
  /** What your back end kept when it started the verification, for a page that lost its storage. */
  ticket?: HandedTicket | undefined
}

/** Of a `StartResponse`, at least the id and the ticket. */
export type HandedTicket = Pick<StartResponse, 'id' | 'ticket'> & Partial<StartResponse>

/** The options with every gap filled. A bad one is a `TypeError` that names it. */
export function normalizeOptions(options: FaceIdOptions, platform: Platform) {
  const { relay, scene, reference } = options
  // Without one it is not the page's own: a script tag that is a module cannot see its address.
  if (!relay) throw wrong('relay')
  if (!scene) throw wrong('scene')
  if (!/^[\w.:-]{1,64}$/.test(reference)) throw wrong('reference')
  const absolute = (name: keyof FaceIdOptions, value = ''): string => {
    try {
      return new URL(value, platform.address()).href
    } catch {
      throw wrong(name)
    }
  }
  return {
    ...options,
    relay: absolute('relay', relay).replace(/\/+$/, ''),
    startUrl: options.startUrl && absolute('startUrl', options.startUrl),
    returnUrl: () => absolute('returnUrl', options.returnUrl || platform.address()),
    locale: () => localeOf([options.locale, ...platform.languages()]),
    environment: () => options.environment || detectEnvironment(),
  }
}

function wrong(name: keyof FaceIdOptions): TypeError {
  return new TypeError(`\`${name}\` is missing or wrong`)
}
