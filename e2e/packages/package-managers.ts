// How npm and pnpm are asked to install, and to run what is installed, as the documents say it.
import { readFileSync } from 'node:fs'

const manifest: { packageManager: string } = JSON.parse(
  readFileSync(new URL('../../package.json', import.meta.url), 'utf8'),
)
const pnpm = ['npx', '--yes', manifest.packageManager]

export interface PackageManager {
  name: string
  install(packages: readonly string[]): string[]
  /** The command that a package brings. */
  command(name: 'relay' | 'sandbox', args: readonly string[]): string[]
}

export const npmManager: PackageManager = {
  name: 'npm',
  install: (packages) => ['npm', 'install', ...packages],
  command: (name, args) => ['npx', `@faceid-h5/${name}`, ...args],
}

export const pnpmManager: PackageManager = {
  name: 'pnpm',
  install: (packages) => [...pnpm, 'add', ...packages],
  command: (name, args) => [...pnpm, 'exec', `faceid-${name}`, ...args],
}
