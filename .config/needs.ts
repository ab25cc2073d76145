// Skips the tests of a file that need a program which is missing: see `.ci/tools.js`.
import { beforeEach } from 'vitest'

/** @returns whether all of these environment variables name a program. */
export function needs(...variables: string[]): boolean {
  const missing = variables.filter((variable) => !process.env[variable])
  if (missing.length > 0) beforeEach(({ skip }) => skip(`without ${missing.join(', ')}`))
  return missing.length === 0
}
