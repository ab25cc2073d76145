// Prints, and asks if somebody sits in front of a terminal.
import { createInterface } from 'node:readline/promises'
import { CommandError, type Language, type Say, translate } from './messages.js'

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
  const { stdin: input, stdout: output } = process
  const isTerminal = input.isTTY && output.isTTY
  return {
    language,
    say: translate.bind(undefined, language),
    print: (line) => console.log(line),
    progress: (line) => void (isTerminal && output.write(`\r\u001b[K${line}`)),
    columns: isTerminal ? output.columns : 0,
    ask: isTerminal ? ask : undefined,
  }
}

async function ask(question: string): Promise<string> {
  const lines = createInterface({ input: process.stdin, output: process.stdout })
  const stopped = new Promise<never>((_, reject) =>
    lines.once('close', () => reject(new CommandError([['init.stopped']]))),
  )
  try {
    return await Promise.race([lines.question(question), stopped])
  } finally {
    lines.close()
  }
}
