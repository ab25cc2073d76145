// Runs something in a page while Chromium writes down what its threads do.
import type { Browser } from '@playwright/test'
import type { Phone } from './browser.js'
import { type TraceEvent, traceCategories, traceEvents } from './trace.js'

/** There can be one trace at a time; it is ended in any case, and the processor is let go. */
export async function traced(
  browser: Browser,
  { page, devTools }: Phone,
  run: () => Promise<unknown>,
): Promise<TraceEvent[]> {
  await browser.startTracing(page, { categories: traceCategories })
  const failure = await run().then(
    () => undefined,
    (error: unknown) => error,
  )
  await devTools.send('Emulation.setCPUThrottlingRate', { rate: 1 })
  const trace = String(await browser.stopTracing())
  if (failure !== undefined) throw failure
  return traceEvents(trace)
}
