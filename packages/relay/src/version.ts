// The version of this package, as its manifest says it.
import { readFileSync } from 'node:fs'

export function version(): string {
  const manifest: unknown = JSON.parse(
    readFileSync(new URL('../package.json', import.meta.url), 'utf8'),
  )
  // Safe: a package is not published without one.
  return String((manifest as { version: unknown }).version)
}
