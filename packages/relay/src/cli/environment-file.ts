// The environment, with what a file adds to it. What is set already goes before the file, as with Node's own --env-file.
import { readFileSync } from 'node:fs'
import { parseEnv } from 'node:util'

/** @throws {TypeError} where the file can't be read; never showing what it holds. */
export function environmentOf(file: string | undefined, env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  if (file === undefined) return env
  try {
    return { ...parseEnv(readFileSync(file, 'utf8')), ...env }
  } catch {
    throw new TypeError(`  - the environment file ${file} can’t be read`)
  }
}
