// The built command as a process of its own.
import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

export interface RunningRelay {
  /** `http://127.0.0.1:<port>` */
  url: string
  output(): string
  /** SIGTERM. @returns the exit code. */
  stop(): Promise<number | null>
}

const main = fileURLToPath(new URL('../dist/cli/main.js', import.meta.url))

/** @throws with its output where it ends before it listens. */
export function runRelay(args: string[], env: Record<string, string>): Promise<RunningRelay> {
  const child = spawn(process.execPath, [main, ...args], {
    env: { PATH: process.env.PATH, ...env },
  })
  let output = ''
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve))
  return new Promise((resolve, reject) => {
    const collect = (chunk: Buffer) => {
      output += chunk
      const url = /the relay listens at (http:[^"]+)/.exec(output)?.[1]
      if (url === undefined) return
      resolve({
        url,
        output: () => output,
        async stop() {
          child.kill('SIGTERM')
          return ended
        },
      })
    }
    child.stdout.on('data', collect)
    child.stderr.on('data', collect)
    void ended.then((code) => reject(new Error(`the relay ended with ${code}:\n${output}`)))
  })
}
