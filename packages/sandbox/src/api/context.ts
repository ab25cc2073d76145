/** What the service hands to its routes. */
import type { Options } from '../options.js'
import type { State } from '../state/state.js'

export interface ApiContext {
  state: State
  options: Options
  publicUrl(): string
}
