// Asks on a terminal; rejects once there is no more answer to come (Ctrl-C, Ctrl-D).
import { createInterface } from 'node:readline/promises'

export interface Terminal {
  ask(question: string): Promise<string>
  close(): void
}

/** @returns undefined where nobody sits: in a pipe, a script, a build. */
export function openTerminal(
  input: NodeJS.ReadStream,
  output: NodeJS.WriteStream,
): Terminal | undefined {
  if (!input.isTTY || !output.isTTY) return undefined
  const lines = createInterface({ input, output })
  const closed = new Promise<never>((_, reject) => {
    lines.once('close', () => reject(new TypeError('it was stopped')))
  })
  // Nobody may be asking when it closes.
  closed.catch(() => {})
  return {
    ask: (question) => Promise.race([lines.question(question), closed]),
    close: () => lines.close(),
  }
}
