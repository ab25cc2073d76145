// The measurements by name, in the order in which they run and are reported. Each is loaded only when it runs.
import type { Measurement } from './section.js'

export const chapterNames = ['relay', 'growth', 'soak', 'widget', 'detection'] as const

export type ChapterName = (typeof chapterNames)[number]

/** `src/<name>/<name>-section.ts` exports `measure<Name>`. @throws {Error} where it does not. */
export async function loadMeasurement(name: ChapterName): Promise<Measurement> {
  const file = new URL(`./${name}/${name}-section.js`, import.meta.url)
  const wanted = `measure${name[0]?.toUpperCase()}${name.slice(1)}`
  const module: unknown = await import(file.href)
  // Safe: a module is an object, and its member is looked at below.
  const measure = (module as Record<string, unknown>)[wanted]
  if (typeof measure !== 'function') throw new Error(`${name}-section.js exports no ${wanted}`)
  // Safe: the sections are typed as Measurement where they are written.
  return measure as Measurement
}

/** @param only names separated by commas. @throws {TypeError} naming what is not among them. */
export function chosenChapters(only: string | undefined): ChapterName[] {
  if (only === undefined) return [...chapterNames]
  const wanted = only.split(',').map((name) => name.trim())
  const unknown = wanted.filter((name) => !chapterNames.some((known) => known === name))
  if (unknown.length > 0) {
    throw new TypeError(`--only takes ${chapterNames.join(', ')}; not ${unknown.join(', ')}`)
  }
  return chapterNames.filter((name) => wanted.includes(name))
}
