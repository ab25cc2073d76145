// Reads the configuration file.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { ParseError, parse } from 'jsonc-parser'
import { CommandError } from './messages.js'

/** @throws {CommandError} if the file can't be read or is not JSON. */
export function readConfigurationFile(file: string | undefined): unknown {
  if (file === undefined) throw new CommandError([['config.none']])
  let text: string
  try {
    text = readFileSync(file, 'utf8').replace(/^\uFEFF/, '')
  } catch {
    throw new CommandError([['config.unreadable', { file }]])
  }
  try {
    return JSON.parse(text)
  } catch {
    // The message of JSON.parse would quote the file, which may be the wrong one, and names no place on every Node.
    const before = text.slice(0, errorOffset(text)).split('\n')
    const column = (before.at(-1)?.length ?? 0) + 1
    throw new CommandError([['config.notJson', { file, line: before.length, column }]])
  }
}

/** Loads the parser only if there is a mistake to find. */
function errorOffset(text: string): number {
  const jsonc = createRequire(import.meta.url)('jsonc-parser') as { parse: typeof parse }
  const errors: ParseError[] = []
  jsonc.parse(text, errors, { disallowComments: true })
  return errors[0]?.offset ?? 0
}
