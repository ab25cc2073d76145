import {
  announce,
  type FaceIdError,
  type FaceIdResult,
  fieldOf,
  fillField,
  type Snapshot,
  snapshotOf,
} from './announce.js'
import type { Settings } from './attributes.js'
import { beginning } from './machine.js'
import { type MountedElement, mount } from './mount.js'
import { shown } from './page-life.js'
import type { Event, StateName } from './state.js'

// On a server there is nothing to extend, and nothing is ever made of this class there.
const Base =
  typeof HTMLElement === 'undefined' ? (Object as unknown as typeof HTMLElement) : HTMLElement

/**
 * `<faceid-h5>`: shows the state of a verification, and lets the user begin, continue and try again.
 * It never starts by itself, and writes nothing to the address bar or the history.
 */
export class FaceIdElement extends Base {
  /** The relay's address if the attribute is missing: that of the script tag. */
  static relay = ''

  static get observedAttributes(): string[] {
    return [...decisive, 'consent-url', 'alternative-url', 'name']
  }

  /** @internal */
  settings: Settings = {}
  private last: Snapshot = initial
  private mounted: MountedElement | undefined
  private stale = false
  private settled: Promise<void> | undefined

  /** The same as in the last `faceid-state`. */
  get state(): StateName {
    return this.last.state.name
  }

  /** The last outcome, for code that listens late; null while nothing is open. */
  get result(): FaceIdResult | null {
    return this.last.result
  }

  /** The same as in the last `faceid-error`; null in any state but `error`. */
  get error(): FaceIdError | null {
    return this.last.error
  }

  /** Replaces any text. */
  declare messages: Settings['messages']
  /** Replaces the detected environment: for tests and developer tools. */
  declare environment: Settings['environment']
  /** What your back end stored at the start, for a page that has lost its storage. */
  declare ticket: Settings['ticket']

  /** The same as a tap on the main button. */
  async start(): Promise<void> {
    await this.settled
    await this.mounted?.start()
  }

  /** Reads the status now. */
  async check(): Promise<FaceIdResult | null> {
    await this.tell(shown)
    return this.last.result
  }

  /** Forgets the verification, so that the next one is new. */
  reset(): Promise<void> {
    return this.tell({ type: 'reset' })
  }

  private async tell(event: Event): Promise<void> {
    await this.settled
    await this.mounted?.tell(event)
  }

  connectedCallback(): void {
    for (const name of properties) {
      const early = Object.getOwnPropertyDescriptor(this, name)
      if (!early) continue
      // Set before the upgrade: it hides the accessor.
      delete this[name]
      Object.assign(this, { [name]: early.value })
    }
    this.settle()
  }

  /** React compares the children of a page it hydrates: it must not see the field. */
  override get firstChild(): ChildNode | null {
    const first = super.firstChild
    return first && first === fieldOf(this) ? first.nextSibling : first
  }

  disconnectedCallback(): void {
    this.settle()
  }

  attributeChangedCallback(name: string, before: string | null, now: string | null): void {
    if (before === now) return
    if (decisive.includes(name)) this.renew()
    else this.draw()
  }

  /** @internal */
  set(name: keyof Settings, value: unknown): void {
    Object.assign(this.settings, { [name]: value })
    if (name === 'messages') this.draw()
    else this.renew()
  }

  /** Another verification from now on. */
  private renew(): void {
    this.stale = true
    this.settle()
  }

  private draw(): void {
    fillField(this, this.last)
    this.mounted?.draw()
  }

  /** Frameworks set attributes one by one, move elements and mount twice: wait until they are done. */
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
    // The last snapshot belongs to another verification.
    if (this.stale) this.last = initial
    this.stale = false
    this.mounted = mount(this, FaceIdElement.relay, this.settings, (state) => {
      const before = this.last
      this.last = snapshotOf(state, before.result)
      announce(this, this.last, before)
    })
    const looked = this.mounted.tell(shown)
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

const initial = snapshotOf(beginning, null)

/** Attributes that decide which verification it is. */
const decisive = [
  'scene',
  'reference',
  'relay',
  'start-url',
  'return-url',
  'hosted-page-hosts',
  'locale',
  'consent-version',
  'prepare',
]
