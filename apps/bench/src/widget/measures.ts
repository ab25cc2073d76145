// Takes every measure of the widget, one kind after the other, each with its candidates in turns.
import type { Browser } from '@playwright/test'
import type { Bench } from '../section.js'
import { phoneBrowser, slow3g } from './browser.js'
import { evaluationOf, layOutEvaluation } from './evaluation.js'
import { loadShifts, type Shifts, shiftsOf } from './layout-shift.js'
import { type Load, loadOf } from './main-thread.js'
import { pages } from './pages.js'
import { type Transfer, transfersUntilRedirect } from './redirect-bytes.js'
import type { Sized } from './sizes.js'
import { tapToNavigation } from './tap.js'
import type { Busy } from './trace.js'
import { inTurns } from './turns.js'
import type { World } from './world.js'

/** Samples by candidate. */
type Samples<Sample> = Map<string, Sample[]>

export async function transfers(browser: Browser, world: World): Promise<Map<string, Transfer[]>> {
  const found = new Map<string, Transfer[]>()
  for (const [name, path, options] of [
    ['script tag', pages.scriptTag, {}],
    ['element in a Vite app', pages.element, {}],
    ['headless in a Vite app', pages.headless, {}],
    ['script tag outside WeChat', pages.outsideWeChat, { userAgent: phoneBrowser }],
    ['control: by hand', pages.byHand, {}],
  ] as const) {
    const url = `${world.shop.url}${path}`
    found.set(name, await transfersUntilRedirect(browser, url, world.sandboxUrl, options))
  }
  return found
}

export function loads(
  browser: Browser,
  { shop }: World,
  slower: number,
  { quick, say }: Bench,
): Promise<Samples<Load>> {
  const candidates = [
    ['script tag', pages.scriptTag],
    ['element in a Vite app', pages.element],
    ['headless in a Vite app', pages.headless],
    ['control: by hand', pages.byHand],
  ] as const
  const chosen = quick ? candidates.slice(0, 1) : candidates
  const measured = chosen.map(([name, path]) => ({
    name,
    measure: () => loadOf(browser, `${shop.url}${path}`, slower),
  }))
  return inTurns(measured, quick ? 1 : 7, say)
}

export async function evaluations(
  browser: Browser,
  { shop }: World,
  sizes: readonly Sized[],
  slower: number,
  { quick, say }: Bench,
): Promise<Samples<Busy>> {
  const chosen = quick ? sizes.slice(0, 2) : sizes
  const candidates = []
  for (const sized of chosen) {
    const path = await layOutEvaluation(shop, sized)
    const measure = () => evaluationOf(browser, `${shop.url}${path}`, slower)
    candidates.push({ name: sized.name, measure })
  }
  return inTurns(candidates, quick ? 1 : 5, say)
}

/** Two ways to the tap that are compared by name. */
export const tapNames = {
  unprepared: '`prepare="off"`',
  prepared: '`prepare="intent"`, after a consent',
} as const

export function taps(
  browser: Browser,
  { shop, sandboxUrl }: World,
  { quick, say }: Bench,
): Promise<Samples<number>> {
  const candidates = [
    [tapNames.unprepared, pages.prepareOff, { held: 80 }],
    ['`prepare="intent"`, a short tap', pages.scriptTag, { held: 80 }],
    ['`prepare="intent"`, a slow finger', pages.scriptTag, { held: 400 }],
    [tapNames.prepared, pages.consent, { held: 80, consentBefore: 1_000 }],
    ['headless, prepared on touch', pages.headless, { held: 80 }],
    ['control: by hand', pages.byHand, { held: 80 }],
  ] as const
  const chosen = quick ? [candidates[0], candidates[3]] : candidates
  const measured = chosen.map(([name, path, gesture]) => ({
    name,
    measure: () => tapToNavigation(browser, `${shop.url}${path}`, sandboxUrl, slow3g, gesture),
  }))
  return inTurns(measured, quick ? 1 : 7, say)
}

export interface AllShifts {
  /** By candidate. */
  lives: Map<string, Shifts>
  /** Of a page that is made to shift. */
  control: number
}

export async function shifts(browser: Browser, { shop, sandboxUrl }: World): Promise<AllShifts> {
  const lives = new Map<string, Shifts>()
  for (const [name, path] of [
    ['script tag, room kept', pages.roomKept],
    ['script tag, no room kept', pages.scriptTag],
  ] as const) {
    lives.set(name, await shiftsOf(browser, `${shop.url}${path}`, sandboxUrl))
  }
  return { lives, control: await loadShifts(browser, `${shop.url}${pages.shifting}`) }
}
