// Every Node that the packages promise to run on: the one at hand, the others from the npm registry.
// They are kept beside the workspace's modules, so that only the first run fetches them.
import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { cleanEnvironment } from './environment.js'

export const majors = [20, 22, 24]

/** @returns Major version → folder with that `node`. */
export function bringNodes(): Record<number, string> {
  return Object.fromEntries(majors.map((major) => [major, folderOf(major)]))
}

function folderOf(major: number): string {
  if (Number.parseInt(process.versions.node, 10) === major) return dirname(process.execPath)
  const cache = new URL(`../../node_modules/.cache/faceid-h5/node-${major}/`, import.meta.url)
  // What the package `node` chooses from in a script of its own.
  const name = `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`
  const folder = fileURLToPath(new URL(`node_modules/${name}/bin`, cache))
  if (!existsSync(folder)) {
    const args = ['install', '--no-save', '--prefix', fileURLToPath(cache), `${name}@${major}`]
    execFileSync('npm', args, { env: cleanEnvironment(), stdio: ['ignore', 'ignore', 'inherit'] })
  }
  return folder
}
