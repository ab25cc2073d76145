// Finds the programs that tests need beside Node and npm, and installs missing ones if the machine allows it.
import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { delimiter, join } from 'node:path'
import { pnpm, run } from './command.js'

/** By environment variable: where each program may be, the Debian packages that have it, and the tests that need it. */
const tools = JSON.parse(readFileSync(new URL('tools.json', import.meta.url), 'utf8'))

/** @returns {Record<string, string>} the path of each program; '' if it is missing. */
export function findTools() {
  return Object.fromEntries(Object.keys(tools).map((variable) => [variable, find(variable)]))
}

/** @returns the parts of the paths of the tests that need a missing program. */
export function testsLeftOut() {
  return [...new Set(missing().flatMap((variable) => tools[variable].tests))]
}

/** Installs what is missing, and prints one line for each program that still is. */
export async function prepareTools() {
  if (missing().includes('CHROMIUM_PATH')) {
    console.log('Installing Chromium by `playwright install chromium` …')
    await pnpm(['--dir', 'e2e', 'exec', 'playwright', 'install', 'chromium'])
  }
  const packages = missing().flatMap((variable) => tools[variable].packages)
  if (packages.length > 0 && process.getuid?.() === 0 && existsSync('/etc/debian_version')) {
    console.log(`Installing Debian packages by apt-get: ${packages.join(' ')} …`)
    const env = { DEBIAN_FRONTEND: 'noninteractive' }
    await run('apt-get', ['update'], { env })
    const { code, output } = await run(
      'apt-get',
      ['install', '-y', '--no-install-recommends', ...packages],
      { env },
    )
    if (code !== 0) process.stderr.write(output)
  }
  for (const variable of missing()) {
    const { name, packages: needed } = tools[variable]
    const remedy = `install ${needed.join(' ')}, or set ${variable}`
    console.log(`${name} is missing: its tests are skipped. To run them, ${remedy}.`)
  }
  return findTools()
}

function missing() {
  const found = findTools()
  return Object.keys(found).filter((variable) => found[variable] === '')
}

/** @throws Error if the variable names a file that does not exist. */
function find(variable) {
  const given = process.env[variable]
  if (given && !existsSync(given)) throw new Error(`${variable}: there is no file ${given}`)
  const { commands = [], files = [] } = tools[variable]
  const onPath = (process.env.PATH ?? '')
    .split(delimiter)
    .flatMap((folder) => commands.map((command) => join(folder, command)))
  const own = variable === 'CHROMIUM_PATH' ? [chromiumOfPlaywright()] : []
  return given || [...own, ...onPath, ...files].find((file) => file && existsSync(file)) || ''
}

function chromiumOfPlaywright() {
  try {
    const load = createRequire(new URL('../e2e/package.json', import.meta.url))
    return load('@playwright/test').chromium.executablePath()
  } catch {
    // Not installed yet.
    return ''
  }
}
