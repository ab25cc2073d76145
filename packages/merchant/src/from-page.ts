import type { StartRequest } from '@faceid-h5/protocol'

/** What a page may decide about its own verification: how it runs and where it returns, not what it is about. */
export type PageChoice = Omit<StartRequest, 'scene' | 'reference'>

/**
 * Takes from what the widget posts to `start-url` only what a page may choose. The scene and the
 * reference are left out on purpose: they come from the merchant's own order, as do name and words.
 * The relay checks every value; nothing is checked here.
 */
export function fromPage(body: unknown): PageChoice {
  const taken = Object.entries(body ?? {}).filter(([name]) => Object.hasOwn(chosen, name))
  // The relay refuses what does not have the declared type, with a problem that names the field.
  return Object.fromEntries(taken) as PageChoice
}

const chosen: Record<keyof PageChoice, true> = {
  modes: true,
  returnUrl: true,
  environment: true,
  handoff: true,
  consentVersion: true,
}
