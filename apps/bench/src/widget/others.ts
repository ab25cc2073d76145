// Installs the packages of others that ours are held against: exact versions, each in a folder of its own below
// node_modules/.cache, no script of theirs is run. What can't be had is left out and named.
import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

export interface Other {
  name: string
  version: string
  /** What it loads once it is used, by its code. */
  fetches: string
  /** Peers without which it can't be bundled. */
  with?: Record<string, string>
}

export interface Installed extends Other {
  folder: string
}

export async function installOthers(
  say: (line: string) => void,
): Promise<{ installed: Installed[]; leftOut: Other[] }> {
  const { packages, react } = listed()
  const tried = await Promise.all(
    packages.map(async (other) => {
      const { name, version } = other
      const dependencies = { [name]: version, react, 'react-dom': react, ...other.with }
      const folder = `${cache}${name.replace('/', '+')}@${version}-${fingerprint(dependencies)}`
      if (!existsSync(folder)) say(`installing ${other.name} ${other.version}`)
      return { ...other, folder, there: await installedIn(folder, dependencies) }
    }),
  )
  return {
    installed: tried.filter(({ there }) => there),
    leftOut: tried.filter(({ there }) => !there),
  }
}

interface Listed {
  packages: Other[]
  react: string
}

/** Beside the source, from where both `src` and `dist` find it. */
function listed(): Listed {
  const file = new URL('../../src/widget/others.json', import.meta.url)
  // Safe: the file is ours, and a test holds it against this type.
  return JSON.parse(readFileSync(file, 'utf8')) as Listed
}

const cache = fileURLToPath(new URL('../../node_modules/.cache/others/', import.meta.url))

/** What is wanted beside a package may change without its version. */
function fingerprint(dependencies: object): string {
  return createHash('sha256').update(JSON.stringify(dependencies)).digest('hex').slice(0, 8)
}

/** The folder gets its name only when it is whole. */
async function installedIn(folder: string, dependencies: object): Promise<boolean> {
  if (existsSync(folder)) return true
  const draft = `${folder}.${process.pid}`
  mkdirSync(draft, { recursive: true })
  writeFileSync(`${draft}/package.json`, JSON.stringify({ private: true, dependencies }))
  // Peers that are not named are not wanted.
  const options = ['--ignore-scripts', '--no-audit', '--no-fund', '--legacy-peer-deps']
  try {
    await promisify(execFile)(npm, ['install', ...options], { cwd: draft, timeout: 120_000 })
    renameSync(draft, folder)
    return true
  } catch {
    return false
  } finally {
    rmSync(draft, { recursive: true, force: true })
  }
}

const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm'
