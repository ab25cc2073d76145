// Types what a document says into an empty folder outside the workspace. Only the ports differ from the document, and
// the packages are those built here, in the place where an install would put them.
import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import getPort from 'get-port'

export interface Newcomer {
  /** Where the document's port is in this run. */
  port(written: number): number
  /** Runs a block to its end and answers what it printed. Rejects where it ends with something else than 0. */
  type(block: string): Promise<string>
  /** Runs a block in a terminal of its own until its output holds `ready`. */
  leaveRunning(block: string, ready: string): Promise<void>
  /** The one shell block of the document that holds this text. */
  block(text: string): string
  /** Ends everything and takes the folder away. */
  leave(): Promise<void>
}

const root = fileURLToPath(new URL('../..', import.meta.url))

/** @param folder that the document makes; `ports` are those it writes. */
export async function newcomer(
  document: string,
  { folder, ports }: { folder: string; ports: readonly number[] },
): Promise<Newcomer> {
  const free: number[] = []
  for (const _ of ports) free.push(await getPort())
  const portOf = (written: number) => Number(free[ports.indexOf(written)])
  const written = readFileSync(join(root, 'docs', document), 'utf8')
  const text = ports.reduce(
    (changed, port) => changed.replaceAll(new RegExp(`\\b${port}\\b`, 'g'), String(portOf(port))),
    written,
  )
  const blocks = [...text.matchAll(/^```(\w+)(?: file=(\S+))?\n([\s\S]*?)^```$/gm)].map(
    ([, language, file, content = '']) => ({ language, file, content }),
  )
  const empty = mkdtempSync(join(tmpdir(), 'faceid-h5-newcomer-'))
  const work = join(empty, folder)
  const running: ChildProcess[] = []
  const env = environment()

  const block = (part: string): string => {
    const [found, ...more] = blocks.filter(
      ({ language, content }) => language === 'sh' && content.includes(part),
    )
    if (!found || more.length > 0) throw new Error(`not exactly one block with "${part}"`)
    return found.content
  }
  const run = async (content: string, cwd: string) => {
    const { stdout } = await promisify(execFile)('sh', ['-euc', content], { cwd, env })
    return stdout
  }

  await run(block(`mkdir ${folder}`), empty)
  install(work)
  for (const { file, content } of blocks) if (file) writeFileSync(join(work, file), content)

  return {
    block,
    port: portOf,
    type: (content) => run(content, work),
    async leaveRunning(content, ready) {
      const child = spawn('sh', ['-euc', content], {
        cwd: work,
        env,
        // A group of its own: what the shell starts ends with it.
        detached: true,
        stdio: ['ignore', 'pipe', 'pipe'],
      })
      running.push(child)
      await untilSaid(child, ready)
    },
    async leave() {
      await Promise.all(running.map(end))
      rmSync(empty, { recursive: true, force: true })
    },
  }
}

/** As an install leaves them: the package, and its command. */
function install(work: string): void {
  const modules = join(work, 'node_modules')
  mkdirSync(join(modules, '@faceid-h5'), { recursive: true })
  mkdirSync(join(modules, '.bin'))
  for (const name of ['relay', 'merchant', 'sandbox']) {
    const folder = join(root, 'packages', name)
    symlinkSync(folder, join(modules, '@faceid-h5', name), 'dir')
    const { bin = {} } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
    for (const [command, file] of Object.entries(bin)) {
      const script = `#!/bin/sh\nexec node "${join(folder, String(file))}" "$@"\n`
      writeFileSync(join(modules, '.bin', command), script, { mode: 0o755 })
    }
  }
}

/** Without what the runner of these tests, or the machine, has set for the relay or for npm. */
function environment(): NodeJS.ProcessEnv {
  const ours = /^(npm_|pnpm_|TENCENTCLOUD_|FACEID_|RELAY_|MERCHANT_|REDIS_|HOST$|PORT$)/i
  const rest = Object.entries(process.env).filter(([name]) => !ours.test(name))
  // What is not installed is to be missed, not fetched.
  return { ...Object.fromEntries(rest), npm_config_offline: 'true' }
}

function untilSaid(child: ChildProcess, ready: string): Promise<void> {
  return new Promise((resolve, reject) => {
    let said = ''
    const hear = (chunk: unknown) => {
      said += String(chunk)
      if (said.includes(ready)) resolve()
    }
    child.stdout?.on('data', hear)
    child.stderr?.on('data', hear)
    child.once('error', reject)
    child.once('exit', () => reject(new Error(`ended before it said "${ready}":\n${said}`)))
  })
}

async function end(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return
  const ended = new Promise((resolve) => child.once('close', resolve))
  process.kill(-child.pid, 'SIGTERM')
  await ended
}
