// A merchant's project outside of the workspace, which installs the packed packages.
import { execFile } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { inject } from 'vitest'

export const root = fileURLToPath(new URL('../..', import.meta.url))
export const manifest: { packageManager: string; version: string } = JSON.parse(
  readFileSync(join(root, 'package.json'), 'utf8'),
)
/** Every major version of Node that the packages promise. */
export const majors = [20, 22, 24]
export const pnpm = ['npx', '--yes', manifest.packageManager]

export type Project = ReturnType<typeof createProject>

export interface Ended {
  code: number
  /** Of both streams. */
  output: string
}

export function createProject() {
  const folder = mkdtempSync(join(tmpdir(), 'faceid-h5-project-'))
  const write = (name: string, text: string) => writeFileSync(join(folder, name), text)
  const tarballs = inject('tarballs')
  write('package.json', '{ "private": true, "type": "module" }\n')
  write('.npmrc', 'engine-strict=true\naudit=false\nfund=false\n')
  // pnpm would fetch the packages that ours depend on from the registry.
  const overrides = Object.entries(tarballs).map(([name, file]) => `  "${name}": file:${file}\n`)
  // pnpm ends with an error if nobody decided about the install scripts of a dependency.
  const allowBuilds = 'allowBuilds:\n  lmdb: false\n  msgpackr-extract: false\n'
  write(
    'pnpm-workspace.yaml',
    `engineStrict: true\n${allowBuilds}overrides:\n${overrides.join('')}`,
  )
  cpSync(fileURLToPath(new URL('project', import.meta.url)), folder, { recursive: true })
  const env = { ...cleanEnvironment(), npm_config_prefer_offline: 'true' }
  const run = ([command = '', ...args]: readonly string[]) =>
    new Promise<Ended>((resolve) => {
      execFile(command, args, { cwd: folder, env }, (error, stdout, stderr) => {
        const code = error === null ? 0 : Number(error.code ?? 1)
        resolve({ code, output: stdout + stderr })
      })
    })
  return {
    run,
    /** Installs all five packages and the others named, with `npm install` or `pnpm add`. */
    install: (manager: 'npm' | 'pnpm', others: readonly string[] = []) =>
      run([
        ...(manager === 'npm' ? ['npm', 'install'] : [...pnpm, 'add']),
        ...Object.values(tarballs),
        ...others,
      ]),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}

/** Without the settings of the npm or pnpm that runs the tests, but with the way to the registry. */
export function cleanEnvironment(): Record<string, string> {
  const kept = /^npm_config_(registry|cafile|cache|proxy|https_proxy|noproxy|userconfig)$/i
  const dropped =
    /^(npm_|pnpm_|vitest|node_env$|node_options$|node_path$|init_cwd$|test$|ci$|force_color$)/i
  const entries = Object.entries(process.env).filter(
    ([name]) => kept.test(name) || !dropped.test(name),
  )
  const path = (process.env.PATH ?? '')
    .split(delimiter)
    .filter((folder) => !folder.includes('node_modules'))
  return { ...Object.fromEntries(entries), PATH: path.join(delimiter) }
}
