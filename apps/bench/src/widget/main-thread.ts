// How long the main thread is busy until a page is ready, and with the first tap until the frame that answers it.
import type { Browser } from '@playwright/test'
import { newPhone, placeOf, tap } from './browser.js'
import { type Busy, busyBetween } from './trace.js'
import { traced } from './traced.js'

export interface Load {
  ready: Busy
  /** From the finger's touch to the frame that shows that it was felt. */
  tap: Busy
}

/** The page has to say `ready` and `starting` as the element does. */
export async function loadOf(browser: Browser, url: string, slower: number): Promise<Load> {
  const phone = await newPhone(browser, { slower, script: marks })
  const { page } = phone
  try {
    const events = await traced(browser, phone, async () => {
      await page.goto(url)
      await page.waitForFunction(`performance.getEntriesByName('${ready}').length > 0`)
      await tap(phone, await placeOf(phone, 'button'))
      await page.waitForFunction(`performance.getEntriesByName('${answered}').length > 0`)
    })
    return {
      ready: busyBetween(events, 'navigationStart', ready),
      tap: busyBetween(events, touched, answered),
    }
  } finally {
    await phone.close()
  }
}

const ready = 'bench-ready'
const touched = 'bench-touched'
const answered = 'bench-answered'

// Runs in the page. A mark that is there already is not set again.
const marks = `
const once = (name) => performance.getEntriesByName(name).length === 0 && performance.mark(name)
document.addEventListener('faceid-state', ({ detail }) => {
  if (detail.state === 'ready') once('${ready}')
  if (detail.state !== 'starting') return
  // The frame is drawn between the two.
  requestAnimationFrame(() => setTimeout(once, 0, '${answered}'))
})
document.addEventListener('pointerdown', () => once('${touched}'), true)
`
