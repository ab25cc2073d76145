import type { Environment } from '@faceid-h5/protocol'
import type { HandedTicket } from '../client/options.js'
import { announce, type FaceIdResult, fillField, resultOf, type Told } from './announce.js'
import { beginning } from './machine.js'
import type { Messages } from './messages.js'
import { type MountedElement, mount } from './mount.js'
import type { StateName } from './state.js'

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

  /** @internal */
  settings: Settings = {}
  private told: Told = untold
  private mounted: MountedElement | undefined
  private stale = false
  private settled: Promise<void> | undefined

  /** How things stand: the same as in the last `faceid-state`. */
  get state(): StateName {
    return this.told.state.name
  }

  /** The last outcome read, for code that listens late; null while nothing is open. */
  get result(): FaceIdResult | null {
    return this.told.result
  }

  /** Replaces any text. */
  declare messages: Settings['messages']
  /** Instead of the detected environment: for tests and developer tools. */
  declare environment: Settings['environment']
  /** What your back end kept when it started, for a page that has lost its storage. */
  declare ticket: Settings['ticket']

  /** The same as a tap on the main button. */
  async start(): Promise<void> {
    await this.settled
    await this.mounted?.start()
  }

  /** Asks the relay now. */
  async check(): Promise<FaceIdResult | null> {
    await this.settled
    await this.mounted?.tell({ type: 'shown', restored: false })
    return this.told.result
  }

  /** Forgets the verification, so that the next one is new. */
  async reset(): Promise<void> {
    await this.settled
    await this.mounted?.tell({ type: 'reset' })
  }

  connectedCallback(): void {
    for (const name of properties) {
      const early = Object.getOwnPropertyDescriptor(this, name)
      if (!early) continue
      // Set before the upgrade, it hides the accessor.
      delete this[name]
      Object.assign(this, { [name]: early.value })
    }
    this.settle()
  }

  disconnectedCallback(): void {
    this.settle()
  }

  attributeChangedCallback(name: string, before: string | null, now: string | null): void {
    if (before === now) return
    if (decisive.indexOf(name) >= 0) this.renew()
    else this.draw()
  }

  /** @internal */
  set(name: keyof Settings, value: unknown): void {
    Object.assign(this.settings, { [name]: value })
    if (name === 'messages') this.draw()
    else this.renew()
  }

  /** It is about something else now. */
  private renew(): void {
    this.stale = true
    this.settle()
  }

  private draw(): void {
    fillField(this, this.told)
    this.mounted?.draw()
  }

  /** Frameworks set attributes one by one, move elements, mount twice: wait until they are done. */
  private settle(): void {
    this.settled = this.settled || Promise.resolve().then(() => this.appear())
  }

  private appear(): Promise<void> | undefined {
    this.settled = undefined
    if (this.mounted && (this.stale || !this.isConnected)) {
      this.mounted.end()
      this.mounted = undefined
    }
    if (this.mounted || !this.isConnected) return
    // What was told is not about this verification.
    if (this.stale) this.told = untold
    this.stale = false
    this.mounted = mount(this, FaceIdElement.relay, this.settings, (state) => {
      const before = this.told
      this.told = { state, result: resultOf(state, before.result) }
      announce(this, this.told, before)
    })
    const looked = this.mounted.tell({ type: 'shown', restored: false })
    this.draw()
    return looked
  }
}

const properties = ['messages', 'environment', 'ticket'] as const
for (const name of properties) {
  Object.defineProperty(FaceIdElement.prototype, name, {
    get(this: FaceIdElement) {
      return this.settings[name]
    },
    set(this: FaceIdElement, value) {
      this.set(name, value)
    },
  })
}

export interface Settings {
  messages?: Partial<Messages> | undefined
  environment?: Environment | undefined
  ticket?: HandedTicket | undefined
}

const untold: Told = { state: beginning, result: null }

/** Attributes that decide which verification it is about. */
const decisive = [
  'scene',
  'reference',
  'relay',
  'start-url',
  'return-url',
  'hosted-page-hosts',
  'locale',
  'consent-version',
]
