import type { Environment } from '@faceid-h5/protocol'
import type { HandedTicket } from '../client/options.js'
import type { Messages } from './messages.js'

/** Everything that can be written on `<faceid-h5>` in a template. */
export interface FaceIdAttributes extends Settings {
  /** The scene's name in the relay's configuration. */
  scene: string
  /** Your own id for what the verification is about: 1–64 of `A-Za-z0-9._:-`. */
  reference: string
  /** The relay's address. With the script tag it is the script's own. */
  relay?: string | undefined
  /** An address of yours that starts instead of the relay, with the same body. */
  'start-url'?: string | undefined
  /** Where the browser goes afterwards. Default: where the page is when it starts. */
  'return-url'?: string | undefined
  /** Hosts of Tencent's hosted page beside the known ones, separated by spaces. */
  'hosted-page-hosts'?: string | undefined
  /** `zh-CN`, `zh-HK` or `en`. Default: the page's language, then the user's. */
  locale?: string | undefined
  /** The user must agree first; the version is in the result token. */
  'consent-version'?: string | undefined
  'consent-url'?: string | undefined
  /**
   * When the hosted page's address is fetched. `intent` (default): at the first touch, focus or consent.
   * `visible`: once half of the element has been visible for a second. `off`: at the tap.
   */
  prepare?: 'intent' | 'visible' | 'off' | undefined
  /** A page with another method than the face: a link in every state but `passed`. */
  'alternative-url'?: string | undefined
  /** Name of the hidden field. Default: `faceid-token`. */
  name?: string | undefined
  /** `light`: light on dark devices too. */
  theme?: 'light' | undefined
}

/** Properties of the element. */
export interface Settings {
  messages?: Partial<Messages> | undefined
  environment?: Environment | undefined
  ticket?: HandedTicket | undefined
}
