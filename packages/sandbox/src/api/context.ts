/** What the service hands to its routes. */
import type { Options } from '../options.js'
import type { State } from '../state/state.js'

export interface ApiContext {
  state: State
  options: Options
  publicUrl(): string
  randomId(): string
  /** The real time, in milliseconds: what the timestamps of signatures are held against. */
  realTime(): number
  wait(ms: number): Promise<void>
}
