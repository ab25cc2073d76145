// What was measured, kept as JSON: a file for each chapter, from which every document is written anew.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { type ChapterName, chapterNames } from './chapters.js'
import type { Machine } from './machine.js'
import type { Section } from './section.js'

export interface Result {
  name: ChapterName
  /** The day, as in 2026-11-23. */
  date: string
  machine: Machine
  section: Section
}

/** @param folder ends with a slash. @returns those that were measured, in the order of the report. */
export function readResults(folder: URL): Result[] {
  return chapterNames
    .map((name) => new URL(`${name}.json`, folder))
    .filter((file) => existsSync(file))
    .map((file) => JSON.parse(readFileSync(file, 'utf8')))
}

export function writeResult(folder: URL, result: Result): void {
  mkdirSync(folder, { recursive: true })
  writeFileSync(new URL(`${result.name}.json`, folder), `${JSON.stringify(result, null, 2)}\n`)
}
