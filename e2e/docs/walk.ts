// Follows a document in an empty folder: saves the files it shows and runs its commands, with other ports.
import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import getPort from 'get-port'
import { type Document, root } from './documents.js'

export interface Walk {
  /** @returns the port of this run for one that is written in the document. */
  port(written: number): number
  /** What the commands printed that ended. */
  printed: string
  close(): Promise<void>
}

/** @returns whether it has commands to run. */
export function isWalked({ blocks }: Document): boolean {
  return blocks.some(({ notes }) => notes.has('until'))
}

/**
 * Runs blocks with `run` to their end, and those with `until="…"` until they have printed that.
 * @throws Error if a command fails.
 */
export async function walk({ blocks }: Document): Promise<Walk> {
  const folder = mkdtempSync(join(tmpdir(), 'faceid-h5-walk-'))
  const ports = new Map<string, number>()
  for (const { code } of blocks)
    for (const [port] of code.matchAll(/(?<=127\.0\.0\.1:|PORT=|--port |listen\()\d{4}\b/g))
      if (!ports.has(port)) ports.set(port, await getPort())
  const here = (text: string) => text.replace(/\b\d{4}\b/g, (port) => `${ports.get(port) ?? port}`)
  const running: ChildProcess[] = []
  const result = {
    port: (written: number) => ports.get(String(written)) ?? 0,
    printed: '',
    async close() {
      await Promise.all(running.map(endGroup))
      rmSync(folder, { recursive: true, force: true })
    },
  }
  try {
    install(folder)
    for (const { code, notes } of blocks) {
      const file = notes.get('file')
      if (file === undefined) continue
      mkdirSync(dirname(join(folder, file)), { recursive: true })
      writeFileSync(join(folder, file), here(code))
    }
    const options = { cwd: folder, env: environment() }
    // A comment behind the last command stays a comment.
    for (const { code, notes } of blocks) {
      const ready = notes.get('until')
      if (notes.has('run')) {
        const { stdout } = await promisify(execFile)('sh', ['-euc', here(code)], options)
        result.printed += stdout
      } else if (ready !== undefined) {
        // A group of its own: what the shell starts ends with it.
        const child = spawn('sh', ['-euc', here(code)], { ...options, detached: true })
        running.push(child)
        await printedBy(child, ready)
      }
    }
    return result
  } catch (error) {
    await result.close()
    throw error
  }
}

/** Links the built packages and their commands, as an install leaves them. */
function install(folder: string): void {
  const modules = join(folder, 'node_modules')
  mkdirSync(join(modules, '.bin'), { recursive: true })
  mkdirSync(join(modules, '@faceid-h5'))
  for (const name of ['relay', 'merchant', 'sandbox']) {
    const source = join(root, 'packages', name)
    symlinkSync(source, join(modules, '@faceid-h5', name), 'dir')
    const { bin = {} } = JSON.parse(readFileSync(join(source, 'package.json'), 'utf8'))
    for (const [command, file] of Object.entries(bin)) {
      const script = `#!/bin/sh\nexec node "${join(source, String(file))}" "$@"\n`
      writeFileSync(join(modules, '.bin', command), script, { mode: 0o755 })
    }
  }
}

/** Without the variables of the relay and of npm; offline, so that npx fetches nothing. */
function environment(): NodeJS.ProcessEnv {
  const dropped = /^(npm_|pnpm_|TENCENTCLOUD_|FACEID_|RELAY_|MERCHANT_|REDIS_|HOST$|PORT$)/i
  const rest = Object.entries(process.env).filter(([name]) => !dropped.test(name))
  return { ...Object.fromEntries(rest), npm_config_offline: 'true' }
}

function printedBy(child: ChildProcess, ready: string): Promise<void> {
  return new Promise((resolve, reject) => {
    let printed = ''
    const collect = (chunk: unknown) => {
      printed += String(chunk)
      if (printed.includes(ready)) resolve()
    }
    child.stdout?.on('data', collect)
    child.stderr?.on('data', collect)
    child.once('error', reject)
    child.once('exit', () =>
      reject(new Error(`It ended before it printed "${ready}":\n${printed}`)),
    )
  })
}

async function endGroup(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return
  const ended = new Promise((resolve) => child.once('close', resolve))
  process.kill(-child.pid, 'SIGTERM')
  await ended
}
