// From the tap to the request for the hosted page: when the browser leaves, by the one clock of this machine.
import type { Browser } from '@playwright/test'
import { type NetworkProfile, newPhone, type Phone, placeOf, tap } from './browser.js'

/** How the user comes to tap. */
export interface Gesture {
  /** Milliseconds between touch and release: a click comes with the release. */
  held: number
  /** The box of a consent is ticked first, this many milliseconds before. */
  consentBefore?: number
}

/** @returns milliseconds from the click, which comes when the finger is lifted. */
export async function tapToNavigation(
  browser: Browser,
  url: string,
  hostedUrl: string,
  network: NetworkProfile,
  { held, consentBefore }: Gesture,
): Promise<number> {
  const phone = await newPhone(browser, { network, script: clicks })
  const { page, devTools } = phone
  try {
    const left = new Promise<number>((resolve) => {
      devTools.on('Network.requestWillBeSent', ({ request, wallTime }) => {
        if (request.url.startsWith(hostedUrl)) resolve(wallTime * 1_000)
      })
    })
    let clicked = 0
    await page.exposeFunction('benchClicked', (time: number) => {
      clicked = time
    })
    await page.goto(url)
    const place = await placeWhenReady(phone)
    if (consentBefore !== undefined) {
      await tap(phone, await placeOf(phone, 'input[type=checkbox]'))
      await page.waitForTimeout(consentBefore)
    }
    await tap(phone, place, held)
    return (await left) - clicked
  } finally {
    await phone.close()
  }
}

async function placeWhenReady(phone: Phone) {
  const place = await placeOf(phone, 'button')
  await phone.page.waitForLoadState('networkidle')
  return place
}

// Runs in the page. The tick in a consent's box is a click as well: the last one counts.
const clicks = `
addEventListener('click', ({ timeStamp }) => benchClicked(performance.timeOrigin + timeStamp), true)
`
