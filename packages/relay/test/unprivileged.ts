// Runs a command as a container or a service manager would: as another user, without groups, capabilities, or a way to
// get any. Where the tests do not run as root already, as the user who runs them.
import { spawn } from 'node:child_process'
import { type Running, watch } from './running-relay.js'

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
