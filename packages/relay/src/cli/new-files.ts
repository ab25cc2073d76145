// Writes files that are not there yet: all of them or none. What stands there is never touched.
import { existsSync, rmSync, writeFileSync } from 'node:fs'

export interface NewFile {
  path: string
  text: string
  /** Such as 0o600. */
  mode: number
}

/** @throws {TypeError} naming every file that is there already, or the one that can't be written. */
export function writeNewFiles(files: readonly NewFile[]): void {
  const there = files.filter(({ path }) => existsSync(path))
  if (there.length > 0) {
    throw new TypeError(
      there.map(({ path }) => `${path} is there already, and is left as it is`).join('\n'),
    )
  }
  const written: string[] = []
  try {
    for (const { path, text, mode } of files) {
      // Exclusive: whoever was faster keeps the file.
      writeFileSync(path, text, { flag: 'wx', mode })
      written.push(path)
    }
  } catch (error) {
    for (const path of written) rmSync(path)
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
    throw new TypeError(`${files[written.length]?.path} can’t be written (${code})`)
  }
}
