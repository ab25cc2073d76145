// A process of the soak: started, listened to, signalled, and ended with the bench whatever happens.
import { type ChildProcess, spawn } from 'node:child_process'
import type { Answer, Order } from './steered-preload.js'

export interface Child {
  name: string
  pid: number
  /** Everything it printed, in the order it came. */
  output: string[]
  errors: string[]
  /** The exit code, or the signal that ended it. */
  ended: Promise<number | string>
  signal(signal: NodeJS.Signals): void
  /** One order at a time, for processes that were started with the preload. */
  ask(order: Order): Promise<Answer>
}

export interface ChildOptions {
  command: string
  args: readonly string[]
  env?: Readonly<Record<string, string>>
  /** What it prints once it is ready; its first group is handed back. */
  ready: RegExp
  /** With an IPC channel, for `ask`. */
  steered?: boolean
}

/** @throws with what it printed where it ends before it is ready. */
export async function startChild(
  name: string,
  { command, args, env, ready, steered = false }: ChildOptions,
): Promise<{ child: Child; said: string }> {
  const process_ = spawn(command, args, {
    env: { PATH: process.env.PATH, ...env },
    stdio: ['ignore', 'pipe', 'pipe', ...(steered ? (['ipc'] as const) : [])],
  })
  const withBench = () => void process_.kill('SIGKILL')
  process.once('exit', withBench)
  const output: string[] = []
  const errors: string[] = []
  const ended = new Promise<number | string>((resolve) => {
    process_.once('error', (error) => resolve(error.message))
    process_.once('close', (code, signal) => {
      process.off('exit', withBench)
      resolve(code ?? signal ?? 'unknown')
    })
  })
  const child: Child = {
    name,
    pid: process_.pid ?? 0,
    output,
    errors,
    ended,
    signal: (signal) => void process_.kill(signal),
    ask: (order) => ask(process_, order),
  }
  return new Promise((resolve, reject) => {
    let said = ''
    process_.stdout?.on('data', (chunk: Buffer) => {
      output.push(String(chunk))
      if (ready.test(said)) return
      said += chunk
      const found = ready.exec(said)
      if (found) resolve({ child, said: found[1] ?? '' })
    })
    process_.stderr?.on('data', (chunk: Buffer) => errors.push(String(chunk)))
    void ended.then((how) =>
      reject(new Error(`${name} ended with ${how}:\n${output.join('')}${errors.join('')}`)),
    )
  })
}

function ask(child: ChildProcess, order: Order): Promise<Answer> {
  return new Promise((resolve, reject) => {
    // Safe: the preload answers nothing else.
    child.once('message', (answer) => resolve(answer as Answer))
    child.send(order, (error) => {
      if (error) reject(error)
    })
  })
}
