// Starts processes and makes sure that none is left: each is killed, at the latest, when this process exits.
import { type ChildProcess, type ForkOptions, fork, spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'

export interface Child {
  process: ChildProcess
  /** The process id, under which /proc knows it. */
  pid: number
  /** Asks it to end, and kills it where it has not ended after five seconds. */
  stop(): Promise<void>
}

const running = new Set<ChildProcess>()
process.once('exit', () => {
  for (const child of running) child.kill('SIGKILL')
})

/** A module of ours in a process of its own. @throws {Error} where it can't be started. */
export function startChild(
  file: URL,
  args: readonly string[],
  options: ForkOptions = {},
): Promise<Child> {
  // Its own arguments of Node, never those of this process.
  return looksAfter(fork(file, args, { execArgv: [], ...options }))
}

/** Any other program, quietly. @throws {Error} where it can't be started. */
export function startProgram(program: string, args: readonly string[]): Promise<Child> {
  return looksAfter(spawn(program, args, { stdio: 'ignore' }))
}

async function looksAfter(child: ChildProcess): Promise<Child> {
  running.add(child)
  const ended = once(child, 'exit').then(() => running.delete(child))
  await once(child, 'spawn')
  const { pid } = child
  if (pid === undefined) throw new Error('a process could not be started')
  return {
    process: child,
    pid,
    async stop() {
      child.kill('SIGTERM')
      const patience = new AbortController()
      const killed = sleep(5_000, undefined, { signal: patience.signal }).then(
        () => void child.kill('SIGKILL'),
        () => {},
      )
      await ended
      patience.abort()
      await killed
    },
  }
}
