// Does what a document says, from its first block to its last: saves the files it shows, runs its commands, and holds
// what they print against what it says they print.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createSandbox, sandboxCredential } from '@faceid-h5/sandbox'
import getPort from 'get-port'
import { type Block, type Document, noteOf, root } from './documents.js'
import { openTerminal, type Terminal } from './terminal.js'

/** @throws Error that says at which block it does not do what it says. */
export async function walk({ blocks }: Document): Promise<void> {
  const steps = blocks.filter(isStep)
  const ports = await portsOf(steps)
  const here = (text: string) => withPorts(text, ports)
  // In the place of Tencent Cloud.
  const sandbox = await createSandbox()
  const terminal = openTerminal({
    TENCENTCLOUD_SECRET_ID: sandboxCredential.secretId,
    TENCENTCLOUD_SECRET_KEY: sandboxCredential.secretKey,
    FACEID_ENDPOINT: sandbox.url,
    RELAY_SECRET: Buffer.from(Array.from({ length: 32 }, (_, index) => index * 7)).toString('hex'),
    MERCHANT_API_KEY: 'a-key-that-only-this-walk-uses',
    PORT: here('PORT=8080').slice(5),
    SANDBOX_PORT: here('PORT=4172').slice(5),
  })
  let printed = ''
  try {
    // A command may come before the file that it reads.
    for (const block of [...steps].reverse())
      saveFile({ ...block, code: here(block.code) }, terminal)
    for (const block of steps) {
      const step = { ...block, code: here(block.code) }
      if (block.language === 'text') compare(step, printed)
      else
        printed = await take(step, terminal).catch((error: Error) => {
          throw new Error(`${block.at}: ${error.message}`)
        })
    }
  } finally {
    await terminal.close()
    await sandbox.close()
  }
}

/** Whether a reader does something with it. */
export function isStep(block: Block): boolean {
  if (block.language === 'sh') return !isKnown(block)
  return noteOf(block, 'file') !== undefined || block.language === 'text'
}

/** Commands of this repository, which CI runs anyway: it is enough that they are there. */
export function isKnown({ code, at }: Block): boolean {
  const lines = code
    .split('\n')
    .map((line) => line.replace(/(^|\s+)#.*$/, '').trim())
    .filter(Boolean)
  const known = lines.map((line) => isOfRepository(line, at))
  if (known.some(Boolean) && !known.every(Boolean)) {
    throw new Error(`${at}: commands of this repository and others in one block`)
  }
  return known.every(Boolean)
}

function isOfRepository(line: string, at: string): boolean {
  const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  const script =
    /^(?:[A-Z_]+=\S+ )*npm (?:run )?(start|test|build|bench|format|pack|release)\b/.exec(line)?.[1]
  if (script !== undefined) {
    if (!(script in scripts)) throw new Error(`${at}: there is no script “${script}”`)
    return true
  }
  if (/^git clone https:\/\/\S+$|^cd faceid-h5$/.test(line)) return true
  const packages = /^(?:npm install|pnpm add)((?: (?:@[\w-]+\/)?[\w-]+| \S+\.tgz)+)$/.exec(
    line,
  )?.[1]
  if (packages !== undefined)
    return packages
      .trim()
      .split(' ')
      .every((name) => isOurs(name, at))
  const files = filesOfTests(line)
  for (const file of files) {
    if (!existsSync(join(root, file))) throw new Error(`${at}: ${file} is not there`)
  }
  return files.length > 0
}

function isOurs(name: string, at: string): boolean {
  if (!name.startsWith('@faceid-h5/')) return true
  if (!existsSync(join(root, 'packages', name.slice(11))))
    throw new Error(`${at}: there is no ${name}`)
  return true
}

/** Of commands that are tests of ours, or that tests of ours run: the examples in other languages. */
function filesOfTests(line: string): string[] {
  const test = /^(?:[A-Z_]+=\S+ )*npx vitest run --config (\S+) (\S+)$/.exec(line)
  if (test !== null) return test.slice(1)
  const example = /^(?:python3|php|go run|java -cp "\$JACKSON_JARS") (examples\/\S+) (\S+)$/.exec(
    line,
  )
  return (example ?? []).slice(1).map((file) => `packages/merchant/${file}`)
}

async function take(block: Block, terminal: Terminal): Promise<string> {
  if (saveFile(block, terminal)) return ''
  const ready = noteOf(block, 'until')
  // A comment behind the last command would swallow what is put behind it.
  const answers = noteOf(block, 'answers') ?? ''
  const code = block.code.replace(/[ \t]+# .*$/gm, '').replace(/ init$/m, ` init ${answers}`)
  return ready === undefined ? terminal.run(code) : terminal.keepRunning(code, ready)
}

function saveFile(block: Block, terminal: Terminal): boolean {
  const file = noteOf(block, 'file')
  if (file !== undefined) terminal.save(file, block.code)
  return file !== undefined
}

function compare({ at, code }: Block, printed: string): void {
  const pattern = code
    .trim()
    .split('…')
    .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
    .join('[\\s\\S]*?')
  if (!new RegExp(`(^|\\n)${pattern}\\s*(\\n|$)`).test(printed)) {
    throw new Error(`${at}: the commands before it printed something else:\n${printed}`)
  }
}

const usual =
  /(?<=(?:127\.0\.0\.1|localhost|0\.0\.0\.0|\[::1\]):|PORT=|--port[ =]|port: )\d{4,5}\b/g

async function portsOf(blocks: readonly Block[]): Promise<ReadonlyMap<string, string>> {
  const named = blocks.flatMap(({ code }) => code.match(usual) ?? [])
  const numbers = [...new Set(['8080', '4172', ...named])]
  const free: number[] = []
  for (const _ of numbers) free.push(await getPort())
  return new Map(numbers.map((number, index) => [number, String(free[index])]))
}

function withPorts(text: string, ports: ReadonlyMap<string, string>): string {
  return text.replace(usual, (number) => ports.get(number) ?? number)
}
