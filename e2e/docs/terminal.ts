// One shell in an empty folder, with the packages of this workspace in the place of the registry's. Everything that
// was started in it ends with it.
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { root } from './documents.js'

export interface Terminal {
  folder: string
  save(name: string, text: string): void
  /** @returns what it printed. @throws Error with that, where it failed. */
  run(commands: string): Promise<string>
  /** Lets the commands go on, once they have said `ready`. */
  keepRunning(commands: string, ready: string): Promise<string>
  close(): Promise<void>
}

const commands = fileURLToPath(new URL('commands', import.meta.url))

export function openTerminal(environment: Record<string, string>): Terminal {
  const folder = mkdtempSync(join(tmpdir(), 'faceid-h5-walk-'))
  // Who has cloned the repository runs what was built in it.
  symlinkSync(join(root, 'packages'), join(folder, 'packages'))
  const home = mkdtempSync(join(tmpdir(), 'faceid-h5-home-'))
  const shell = spawn('bash', [], {
    cwd: folder,
    // A group of its own, which can be ended as a whole.
    detached: true,
    stdio: ['pipe', 'pipe', 'pipe'],
    env: {
      PATH: `${commands}${delimiter}${dirname(process.execPath)}${delimiter}${process.env.PATH}`,
      HOME: home,
      LANG: 'C.UTF-8',
      ...environment,
    },
  })
  const ended = new Promise((resolve) => shell.once('close', resolve))
  const printed = listen(shell)
  let count = 0
  const send = async (text: string, until: (output: string) => boolean) => {
    count += 1
    const script = join(home, `block-${count}.sh`)
    writeFileSync(script, text)
    printed.clear()
    // A script of its own: the commands are not to read the shell's input.
    shell.stdin.write(`set -e; source '${script}' < /dev/null; set +e; echo '${done}'\n`)
    await printed.until(until)
    return printed.text().replace(`${done}\n`, '')
  }
  return {
    folder,
    save(name, text) {
      const file = join(folder, name)
      mkdirSync(dirname(file), { recursive: true })
      writeFileSync(file, text)
    },
    run: (text) => send(text, (output) => output.includes(done)),
    keepRunning: (text, ready) =>
      send(`${text.trimEnd()} &\n`, (output) => output.includes(done) && output.includes(ready)),
    async close() {
      end(shell)
      await ended
      for (const used of [folder, home]) rmSync(used, { recursive: true, force: true })
    },
  }
}

const done = '-- done --'
const patience = 20_000

function listen(shell: ChildProcess) {
  let output = ''
  let look = () => {}
  const collect = (chunk: Buffer) => {
    output += chunk
    look()
  }
  shell.stdout?.on('data', collect)
  shell.stderr?.on('data', collect)
  let ended = false
  shell.once('close', () => {
    ended = true
    look()
  })
  return {
    clear() {
      output = ''
    },
    text: () => output,
    until: (holds: (output: string) => boolean) =>
      new Promise<void>((resolve, reject) => {
        // Before the test's own time is over: what hangs is to be ended, and what it said to be shown.
        const late = setTimeout(() => reject(new Error(`A command goes on:\n${output}`)), patience)
        look = () => {
          if (!holds(output) && !ended) return
          clearTimeout(late)
          if (holds(output)) resolve()
          else reject(new Error(`A command failed:\n${output}`))
        }
        look()
      }),
  }
}

function end({ pid }: ChildProcess): void {
  if (pid === undefined) return
  try {
    process.kill(-pid, 'SIGKILL')
  } catch {
    // It has ended by itself.
  }
}
