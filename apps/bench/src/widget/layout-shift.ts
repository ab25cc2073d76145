// The sum of all layout shifts in a page's life: from its load to the redirect, and from the return to the outcome.
// As the web's own measure has it, what moves within half a second of a touch is expected, and counted apart.
import type { Browser, Page } from '@playwright/test'
import { newPhone, placeOf, tap } from './browser.js'

export interface Shifts {
  /** Until the browser leaves. */
  before: number
  /** After the return, until the outcome is shown. */
  after: number
  /** In both, within half a second of a touch; not in the other two. */
  afterTouch: number
}

/** The user passes. @throws where the page does not come back with an outcome. */
export async function shiftsOf(browser: Browser, url: string, sandboxUrl: string): Promise<Shifts> {
  const phone = await newPhone(browser, { script: observer })
  const { page } = phone
  const shifts: Shift[] = []
  try {
    await page.exposeFunction('benchShifted', (...shift: Shift) => shifts.push(shift))
    await page.goto(url)
    const place = await placeOf(phone, 'button')
    await settled(page)
    await Promise.all([page.waitForURL(`${sandboxUrl}/**`), tap(phone, place)])
    const before = shifts.splice(0)
    await page.goto(await passed(sandboxUrl))
    await page.waitForSelector('input[name=faceid-token]:not([value=""])', { state: 'attached' })
    await settled(page)
    return {
      before: sum(before, false),
      after: sum(shifts, false),
      afterTouch: sum([...before, ...shifts], true),
    }
  } finally {
    await phone.close()
  }
}

/** Until it is loaded and nothing has moved for a while. */
export async function loadShifts(browser: Browser, url: string): Promise<number> {
  const phone = await newPhone(browser, { script: observer })
  const shifts: Shift[] = []
  try {
    await phone.page.exposeFunction('benchShifted', (...shift: Shift) => shifts.push(shift))
    await phone.page.goto(url)
    await settled(phone.page)
    return sum(shifts, false)
  } finally {
    await phone.close()
  }
}

type Shift = [value: number, afterTouch: boolean]

function sum(shifts: readonly Shift[], wanted: boolean): number {
  const chosen = shifts.filter(([, afterTouch]) => afterTouch === wanted)
  return chosen.reduce((total, [value]) => total + value, 0)
}

async function settled(page: Page): Promise<void> {
  await page.waitForLoadState('networkidle')
  await page.waitForTimeout(500)
}

/** The user does all that is asked at Tencent's; @returns the address that the browser is sent to. */
async function passed(sandboxUrl: string): Promise<string> {
  const answer = await fetch(`${sandboxUrl}/sandbox/tokens`)
  // Safe: it is the sandbox's own contract.
  const { tokens } = (await answer.json()) as { tokens: IssuedToken[] }
  const token = tokens.at(-1)
  if (!token) throw new Error('the sandbox has issued no BizToken')
  await fetch(`${sandboxUrl}/sandbox/finish`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ bizToken: token.bizToken }),
  })
  return `${token.request.RedirectUrl}?BizToken=${token.bizToken}`
}

interface IssuedToken {
  bizToken: string
  request: { RedirectUrl: string }
}

// Runs in the page. The entry's own `hadRecentInput` is true after the emulated screen is set as well.
const observer = `
let touched = -Infinity
addEventListener('pointerdown', ({ timeStamp }) => { touched = timeStamp }, true)
addEventListener('click', ({ timeStamp }) => { touched = timeStamp }, true)
new PerformanceObserver((list) => {
  for (const { value, startTime } of list.getEntries()) benchShifted(value, startTime - touched < 500)
}).observe({ type: 'layout-shift', buffered: true })
`
