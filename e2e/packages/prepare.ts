// Before all tests: packs every package once and brings the versions of Node that the packages promise.
import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { TestProject } from 'vitest/node'
import { cleanEnvironment, majors, pnpm, root } from './project.js'

declare module 'vitest' {
  interface ProvidedContext {
    /** Package name → path of its tarball. */
    tarballs: Record<string, string>
    /** Major version → folder with that `node`; none if the registry has no such Node for this machine. */
    nodes: Record<number, string | undefined>
  }
}

export default function prepare({ provide }: TestProject): () => void {
  const folder = mkdtempSync(join(tmpdir(), 'faceid-h5-tarballs-'))
  const [command = '', ...args] = pnpm
  const pack = ['--recursive', '--filter=./packages/*', 'pack', `--pack-destination=${folder}`]
  execFileSync(command, [...args, ...pack], { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] })
  const packed = readdirSync(folder).map((file) => [
    file.replace(/^faceid-h5-(.+?)-\d.*$/, '@faceid-h5/$1'),
    join(folder, file),
  ])
  provide('tarballs', Object.fromEntries(packed))
  provide('nodes', Object.fromEntries(majors.map((major) => [major, folderOf(major)])))
  return () => rmSync(folder, { recursive: true })
}

/** Other versions are kept beside the workspace's modules: only the first run fetches them. */
function folderOf(major: number): string | undefined {
  if (Number.parseInt(process.versions.node, 10) === major) return dirname(process.execPath)
  const cache = fileURLToPath(
    new URL(`../../node_modules/.cache/faceid-h5/node-${major}/`, import.meta.url),
  )
  // The npm package `node` installs one of these by a script.
  const name = `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`
  const folder = join(cache, 'node_modules', name, 'bin')
  try {
    if (!existsSync(folder)) {
      const args = ['install', '--no-save', '--prefix', cache, `${name}@${major}`]
      execFileSync('npm', args, { env: cleanEnvironment(), stdio: 'ignore' })
    }
    return folder
  } catch {
    console.log(`Node ${major} cannot be installed: its tests are skipped.`)
    return undefined
  }
}
