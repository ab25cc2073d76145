// Finds the word that a mistyped one most likely means.
import { closestMatch } from 'leven'

/** @returns undefined if no known word is near. */
export function nearest(word: string, known: readonly string[]): string | undefined {
  const names = known.map((name) => name.toLowerCase())
  const maxDistance = Math.max(2, Math.floor(word.length / 3))
  const best = closestMatch(word.toLowerCase(), names, { maxDistance })
  return known.find((name) => name.toLowerCase() === best)
}
