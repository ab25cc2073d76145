import type { Copied } from './state.js'

/** Copies the link, or returns that the user must copy it by hand: some web-views refuse. Never throws. */
export async function copyLink(link: string): Promise<Copied> {
  try {
    await navigator.clipboard.writeText(link)
    return 'done'
  } catch {
    return 'by-hand'
  }
}
