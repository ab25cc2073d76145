// Everything that was measured of the widget, before it is written down.

import type { Load } from './main-thread.js'
import type { AllShifts } from './measures.js'
import type { Transfer } from './redirect-bytes.js'
import type { Sized } from './sizes.js'
import type { Busy } from './trace.js'

export interface Measured {
  sizes: readonly Sized[]
  bytes: Map<string, Transfer[]>
  shifted: AllShifts
  /** Milliseconds by candidate. */
  tapped: Map<string, number[]>
  perRate: readonly PerRate[]
}

/** With the processor so many times slower; samples by candidate. */
export interface PerRate {
  slower: number
  loaded: Map<string, Load[]>
  evaluated: Map<string, Busy[]>
}
