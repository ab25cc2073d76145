// Reads a JSON file: the configuration, or what a rehearsal wrote.
import { readFileSync } from 'node:fs'
import type { ParseError } from 'jsonc-parser'
import { CommandError } from './messages.js'

/** @throws {CommandError} if the file can't be read or is not JSON. */
export async function readJsonFile(file: string | undefined): Promise<unknown> {
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
    const { default: jsonc } = await import('jsonc-parser')
    const errors: ParseError[] = []
    jsonc.parse(text, errors, { disallowComments: true })
    const before = text.slice(0, errors[0]?.offset).split('\n')
    const column = (before.at(-1)?.length ?? 0) + 1
    throw new CommandError([['config.notJson', { file, line: before.length, column }]])
  }
}
