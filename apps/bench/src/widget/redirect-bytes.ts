// Counts what a page loads until the browser is told to go to the hosted page: every response with its headers, as
// Chromium received it.
import type { Browser } from '@playwright/test'
import { newPhone, type PhoneOptions, placeOf, tap } from './browser.js'

export interface Transfer {
  /** Method and path; what differs from run to run is left out. */
  what: string
  bytes: number
}

/** The page itself is the first; nothing of the hosted page is in the list. */
export async function transfersUntilRedirect(
  browser: Browser,
  url: string,
  hostedUrl: string,
  options: PhoneOptions = {},
): Promise<Transfer[]> {
  const phone = await newPhone(browser, options)
  const { page, devTools } = phone
  const requests = new Map<string, Transfer>()
  devTools.on('Network.requestWillBeSent', ({ requestId, request }) => {
    if (request.url.startsWith(hostedUrl) || request.url.startsWith('data:')) return
    const what = `${request.method} ${new URL(request.url).pathname}`
    requests.set(requestId, { what, bytes: 0 })
  })
  devTools.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    const transfer = requests.get(requestId)
    if (transfer) transfer.bytes = encodedDataLength
  })
  try {
    await devTools.send('Network.enable')
    await page.goto(url)
    const place = await placeOf(phone, 'button')
    await page.waitForLoadState('networkidle')
    await Promise.all([page.waitForURL(`${hostedUrl}/**`), tap(phone, place)])
    return [...requests.values()]
  } finally {
    await phone.close()
  }
}
