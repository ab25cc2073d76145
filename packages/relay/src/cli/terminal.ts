// Prints, and asks if somebody sits in front of a terminal.
import { createInterface } from 'node:readline/promises'
import { CommandError, type Message, type Say } from './messages.js'

export interface Terminal {
  say: Say
  print(line: string): void
  /** Undefined in a pipe, a script or a build. @throws {CommandError} after Ctrl-C or Ctrl-D. */
  ask: ((question: string) => Promise<string>) | undefined
}

export function openTerminal(say: Say): Terminal {
  const { stdin: input, stdout: output } = process
  const print = (line: string) => console.log(line)
  if (!input.isTTY || !output.isTTY) return { say, print, ask: undefined }
  return {
    say,
    print,
    async ask(question) {
      const lines = createInterface({ input, output })
      const stopped: Message = ['init.stopped']
      try {
        return await Promise.race([
          lines.question(question),
          new Promise<never>((_, reject) =>
            lines.once('close', () => reject(new CommandError([stopped]))),
          ),
        ])
      } finally {
        lines.close()
      }
    },
  }
}
