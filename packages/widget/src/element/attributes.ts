import type { Settings } from './face-id-element.js'

/** Everything that can be written on `<faceid-h5>` in a template. */
export interface FaceIdAttributes extends Settings {
  /** The scene's name in the relay's configuration. */
  scene: string
  /** Your own id for what the verification is about: 1–64 of `A-Za-z0-9._:-`. */
  reference: string
  /** The relay's address. With the script tag it is the script's own. */
  relay?: string | undefined
  /** An address of yours that starts in the relay's place, with the very same body. */
  'start-url'?: string | undefined
  /** Where the browser goes afterwards. Default: where the page is when it starts. */
  'return-url'?: string | undefined
  /** Hosts of Tencent's hosted page beside the known ones, separated by spaces. */
  'hosted-page-hosts'?: string | undefined
  /** `zh-CN`, `zh-HK` or `en`. Default: the page's language, then the user's. */
  locale?: string | undefined
  /** With it, the user has to agree first; it travels into the result token. */
  'consent-version'?: string | undefined
  'consent-url'?: string | undefined
  /** `off`: nothing is asked ahead of the tap. */
  prepare?: 'intent' | 'off' | undefined
  /** Of the hidden field. Default: `faceid-token`. */
  name?: string | undefined
  /** `light`: stays light where the user's device is dark. */
  theme?: 'light' | undefined
}
