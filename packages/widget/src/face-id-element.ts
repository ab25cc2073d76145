import type { Environment } from '@faceid-h5/protocol'
import { announce, type FaceIdResult, resultOf, type Told } from './announce.js'
import { beginning } from './machine.js'
import type { Messages } from './messages.js'
import type { HandedTicket } from './options.js'
import { type Presence, present } from './presence.js'
import type { StateName } from './situation.js'

// On a server there is nothing to extend, and nothing is ever made of this class there.
const Base =
  typeof HTMLElement === 'undefined' ? (Object as unknown as typeof HTMLElement) : HTMLElement

/**
 * `<faceid-h5>`: shows how a verification stands, and lets the user begin, go on and try again. It
 * never starts by itself, and writes nothing to the address bar or the history.
 */
export class FaceIdElement extends Base {
  /** The relay's address where the attribute is missing: the script tag knows its own. */
  static relay = ''

  static get observedAttributes(): string[] {
    return [...decisive, 'consent-url', 'name']
  }

  private settings: Settings = {}
  private told: Told = { situation: beginning, result: null }
  private presence: Presence | undefined
  private begun: Promise<void> | undefined

  /** How things stand: the same as in the last `faceid-state`. */
  get state(): StateName {
    return this.told.situation.name
  }

  /** The last outcome read, for code that listens late; null while nothing is open. */
  get result(): FaceIdResult | null {
    return this.told.result
  }

  /** Replaces any text. */
  get messages(): Partial<Messages> | undefined {
    return this.settings.messages
  }
  set messages(value: Partial<Messages> | undefined) {
    this.settings.messages = value
    this.presence?.draw()
  }

  /** Instead of the detected environment: for tests and developer tools. */
  get environment(): Environment | undefined {
    return this.settings.environment
  }
  set environment(value: Environment | undefined) {
    this.settings.environment = value
    this.renew()
  }

  /** What your back end kept when it started, for a page that has lost its storage. */
  get ticket(): HandedTicket | undefined {
    return this.settings.ticket
  }
  set ticket(value: HandedTicket | undefined) {
    this.settings.ticket = value
    this.renew()
  }

  /** The same as a tap on the main button. */
  async start(): Promise<void> {
    await this.begun
    await this.presence?.start()
  }

  /** Asks the relay now. */
  async check(): Promise<FaceIdResult | null> {
    await this.begun
    await this.presence?.tell({ type: 'shown', restored: false })
    return this.told.result
  }

  /** Forgets the verification, so that the next one is new. */
  async reset(): Promise<void> {
    await this.begun
    await this.presence?.tell({ type: 'reset' })
  }

  connectedCallback(): void {
    for (const name of ['messages', 'environment', 'ticket'] as const) {
      if (Object.keys(this).indexOf(name) < 0) continue
      // Set before the upgrade, it hides the accessor.
      const early = { [name]: this[name] }
      delete this[name]
      Object.assign(this, early)
    }
    this.renew()
  }

  disconnectedCallback(): void {
    this.renew()
  }

  attributeChangedCallback(name: string, before: string | null, now: string | null): void {
    if (before === now) return
    if (decisive.indexOf(name) >= 0) this.renew()
    else this.presence?.draw()
  }

  /** Frameworks set attributes one by one and mount twice: begin once they are done. */
  private renew(): void {
    if (this.begun) return
    this.begun = Promise.resolve().then(() => {
      this.begun = undefined
      this.presence?.end()
      this.presence = this.isConnected
        ? present(this, FaceIdElement.relay, this.settings, (situation) => {
            const before = this.told
            this.told = { situation, result: resultOf(situation, before.result) }
            announce(this, this.told, before)
          })
        : undefined
      return this.presence?.tell({ type: 'shown', restored: false })
    })
  }
}

export interface Settings {
  messages?: Partial<Messages> | undefined
  environment?: Environment | undefined
  ticket?: HandedTicket | undefined
}

/** Attributes that decide which verification it is about. */
const decisive = [
  'scene',
  'reference',
  'relay',
  'start-url',
  'return-url',
  'locale',
  'consent-version',
]
