// Starts processes and makes sure that none is left: each is killed, at the latest, when this process exits.
import { type ChildProcess, type ForkOptions, fork } from 'node:child_process'
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

/** @throws {Error} where it can't be started. */
export async function startChild(
  file: URL,
  args: readonly string[],
  options: ForkOptions = {},
): Promise<Child> {
  const child = fork(file, args, {
    // Its own arguments of Node, never those of this process.
    execArgv: [],
    ...options,
  })
  running.add(child)
  const ended = once(child, 'exit').then(() => running.delete(child))
  await once(child, 'spawn')
  const { pid } = child
  if (pid === undefined) throw new Error(`${file.pathname} could not be started`)
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
