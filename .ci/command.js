// Runs one command, quietly: its output is shown only where it fails.
import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('..', import.meta.url))

const { packageManager } = JSON.parse(
  readFileSync(new URL('../package.json', import.meta.url), 'utf8'),
)

/**
 * @returns {Promise<{ code: number | null, output: string, printed: string }>} `printed` is without what went to
 * stderr. Never rejects: a command that is missing has code null.
 */
export function run(command, args, { env = {}, echo = false } = {}) {
  return new Promise((resolve) => {
    // npx is a .cmd file on Windows, which only a shell can start. All arguments are ours.
    const child = spawn(command, args, {
      cwd: root,
      env: { ...process.env, ...env },
      shell: process.platform === 'win32',
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let output = ''
    let printed = ''
    const collect = (chunk) => {
      output += chunk
      if (echo) process.stdout.write(chunk)
    }
    child.stdout.on('data', collect)
    child.stdout.on('data', (chunk) => {
      printed += chunk
    })
    child.stderr.on('data', collect)
    child.on('error', ({ message }) => {
      resolve({ code: null, output: `${output}${message}\n`, printed })
    })
    child.on('close', (code) => resolve({ code, output, printed }))
  })
}

/** pnpm in the pinned version; npx fetches it where it is not installed. */
export function pnpm(args, options) {
  return run('npx', ['--yes', packageManager, ...args], options)
}
