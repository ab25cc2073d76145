// Prints, and asks if somebody sits in front of a terminal.
import { createInterface } from 'node:readline/promises'
import { CommandError, type Language, type Message, type Say, translate } from './messages.js'

export interface Terminal {
  language: Language
  say: Say
  print(line: string): void
  /** Replaces the line before; an empty text removes it. Nothing is shown in a pipe. */
  progress(line: string): void
  /** The width; 0 in a pipe. */
  columns: number
  /** Undefined in a pipe, a script or a build. @throws {CommandError} after Ctrl-C or Ctrl-D. */
  ask: ((question: string) => Promise<string>) | undefined
}

export function openTerminal(language: Language): Terminal {
  const say = translate.bind(undefined, language)
  const { stdin: input, stdout: output } = process
  const print = (line: string) => console.log(line)
  if (!input.isTTY || !output.isTTY)
    return { language, say, print, progress() {}, columns: 0, ask: undefined }
  return {
    language,
    say,
    print,
    progress: (line) => void output.write(`\r\u001b[K${line}`),
    columns: output.columns,
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
