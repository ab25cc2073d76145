// An empty folder outside of the workspace, as somebody has it who begins; and commands that run in it.
import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { inject } from 'vitest'
import { cleanEnvironment } from './environment.js'

export interface Ended {
  code: number
  /** Both streams. */
  output: string
}

export interface Running {
  /** What the expected output had in its first group. */
  found: string
  output(): string
  /** SIGTERM to it and what it has started. */
  stop(): Promise<void>
}

export interface EmptyProject {
  folder: string
  run(command: readonly string[], env?: Record<string, string>): Promise<Ended>
  /** @throws with its output where it ends before it has printed what is expected. */
  start(
    command: readonly string[],
    expected: RegExp,
    env?: Record<string, string>,
  ): Promise<Running>
  remove(): void
}

export function emptyProject({ node = 0, strictEngines = true } = {}): EmptyProject {
  const folder = mkdtempSync(join(tmpdir(), 'faceid-h5-empty-'))
  const write = (name: string, content: string) => writeFileSync(join(folder, name), content)
  write('package.json', '{ "private": true, "type": "module" }\n')
  write('.npmrc', `@faceid-h5:registry=${inject('registry')}/\nengine-strict=${strictEngines}\n`)
  write('pnpm-workspace.yaml', `engineStrict: ${strictEngines}\n`)
  cpSync(fileURLToPath(new URL('project', import.meta.url)), folder, { recursive: true })
  const options = (env: Record<string, string>) => ({
    cwd: folder,
    env: { ...cleanEnvironment(inject('nodes')[node]), npm_config_prefer_offline: 'true', ...env },
  })
  return {
    folder,
    run: ([command = '', ...args], env = {}) =>
      new Promise((resolve) => {
        execFile(command, args, options(env), (error, stdout, stderr) => {
          const code = error === null ? 0 : Number(error.code ?? 1)
          resolve({ code, output: stdout + stderr })
        })
      }),
    start: ([command = '', ...args], expected, env = {}) =>
      // A group of its own: npx hands a signal on only once its child runs.
      untilPrinted(spawn(command, args, { ...options(env), detached: true }), expected),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}

function untilPrinted(child: ChildProcess, expected: RegExp): Promise<Running> {
  let output = ''
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()))
  const stop = () => {
    if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, 'SIGTERM')
    return ended
  }
  return new Promise((resolve, reject) => {
    const collect = (chunk: Buffer) => {
      output += chunk
      const found = expected.exec(output)?.[1]
      if (found !== undefined) resolve({ found, output: () => output, stop })
    }
    child.stdout?.on('data', collect)
    child.stderr?.on('data', collect)
    child.once('error', reject)
    void ended.then(() => reject(new Error(`It has ended:\n${output}`)))
  })
}
