// Runs a command as a container or a service manager would: as another user, without groups, capabilities, or a way to
// get any. Where the tests do not run as root already, as the user who runs them.
import { type ChildProcess, spawn } from 'node:child_process'

export interface Running {
  /** Resolves with the first match of what it writes; rejects when it ends before. */
  says(pattern: RegExp): Promise<string>
  output(): string
  /** SIGTERM. @returns the exit code. */
  stop(): Promise<number | null>
  ended: Promise<number | null>
}

export interface Place {
  uid: number
  cwd: string
  env: Record<string, string>
}

export function runUnprivileged(command: string[], { uid, cwd, env }: Place): Running {
  const [program = '', ...args] = [...(isRoot() ? without(uid) : []), ...command]
  const child = spawn(program, args, { cwd, env: { PATH: process.env.PATH, ...env } })
  return watch(child)
}

export function isRoot(): boolean {
  return process.platform === 'linux' && process.getuid?.() === 0
}

function without(uid: number): string[] {
  const user = [`--reuid=${uid}`, `--regid=${uid}`, '--clear-groups']
  return ['setpriv', ...user, '--no-new-privs', '--bounding-set=-all', '--inh-caps=-all']
}

function watch(child: ChildProcess): Running {
  let output = ''
  const waiting = new Set<() => void>()
  const collect = (chunk: Buffer) => {
    output += chunk
    for (const look of waiting) look()
  }
  child.stdout?.on('data', collect)
  child.stderr?.on('data', collect)
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve))
  return {
    ended,
    output: () => output,
    says: (pattern) =>
      new Promise((resolve, reject) => {
        const look = () => {
          const found = pattern.exec(output)
          if (found !== null) resolve(found[1] ?? found[0])
        }
        waiting.add(look)
        look()
        void ended.then((code) => reject(new Error(`it ended with ${code}:\n${output}`)))
      }),
    async stop() {
      child.kill('SIGTERM')
      return ended
    },
  }
}
