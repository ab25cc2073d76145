// Runs one command and collects its output.
import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('..', import.meta.url))

const manifest = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'))

/** @returns {Promise<{ code: number | null, output: string }>} Never rejects: code is null if the command is missing. */
export function run(command, args, { env = {}, echo = false } = {}) {
  return new Promise((resolve) => {
    // npx is a .cmd file on Windows, which only a shell can start. No argument comes from outside.
    const shell = process.platform === 'win32'
    const child = spawn(command, args, {
      cwd: root,
      env: { ...process.env, ...env },
      shell,
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let output = ''
    const collect = (chunk) => {
      output += chunk
      if (echo) process.stdout.write(chunk)
    }
    child.stdout.on('data', collect)
    child.stderr.on('data', collect)
    child.on('error', ({ message }) => resolve({ code: null, output: `${output}${message}\n` }))
    child.on('close', (code) => resolve({ code, output }))
  })
}

/** Runs pnpm in the pinned version; npx fetches it if it is not installed. */
export function pnpm(args, options) {
  return run('npx', ['--yes', manifest.packageManager, ...args], options)
}
