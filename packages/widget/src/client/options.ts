import type { Environment, StartResponse } from '@faceid-h5/protocol'
import { detectEnvironment } from '../environment/detect-environment.js'
import type { Platform } from '../environment/platform.js'
import { localeOf } from './locale.js'
import { webAddress } from './web-address.js'

export interface FaceIdOptions {
  /** The relay's `publicUrl`, path included; may be relative to the page. */
  relay: string
  scene: string
  /** Your own id for what the verification is about: 1–64 of `A-Za-z0-9._:-`. */
  reference: string
  /** An address of yours that starts instead of the relay, with the same body. */
  startUrl?: string | undefined
  /** Where the browser goes afterwards. Default: where the page is when it starts. */
  returnUrl?: string | undefined
  /** Hosts of Tencent's hosted page beside the known ones: those of the relay's `hostedPageHosts`. */
  hostedPageHosts?: readonly string[] | undefined
  /** The version of the consent text the user has agreed to. */
  consentVersion?: string | undefined
  /** The language of the relay's advice. Default: the page's, then the user's. */
  locale?: string | undefined
  /** Replaces `detectEnvironment()`: for tests and developer tools. */
  environment?: Environment | undefined
  /** What your back end stored at the start, for a page that has lost its storage. */
  ticket?: HandedTicket | undefined
}

/** Of a `StartResponse`, at least the id and the ticket. */
export type HandedTicket = Pick<StartResponse, 'id' | 'ticket'> & Partial<StartResponse>

/** The options with defaults. A bad one is a `TypeError` with its value and the rule. */
export function normalizeOptions(options: FaceIdOptions, platform: Platform) {
  const { relay, scene, reference } = options
  if (/^file:/.test(platform.address() || '')) {
    throw new TypeError('file://: open the page through http')
  }
  // Not the page's own address: a script tag that is a module cannot know where it came from.
  if (!relay) throw wrong('relay', relay, 'required')
  if (!scene) throw wrong('scene', scene, 'required')
  if (!/^[\w.:-]{1,64}$/.test(reference || '')) {
    throw wrong('reference', reference, 'use 1–64 of A-Za-z0-9._:-')
  }
  const absolute = (name: keyof FaceIdOptions, value?: string): string => {
    const address = webAddress(value, platform.address())
    if (!address) throw wrong(name, value, 'use http:// or https://')
    return address
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

function wrong(name: keyof FaceIdOptions, value: string | undefined, rule: string): TypeError {
  return new TypeError(`${name}="${value || ''}": ${rule}`)
}
