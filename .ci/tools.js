// Finds the programs that tests need beside Node and npm, and installs missing ones if the machine allows it.
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { delimiter, join } from 'node:path'
import { pnpm, run } from './command.js'

const webkit = ['x86_64-linux-gnu/', 'aarch64-linux-gnu/', ''].map(
  (folder) => `/usr/lib/${folder}webkit2gtk-4.1/MiniBrowser`,
)

/** By environment variable: where each program may be, and the Debian packages that have it. */
const tools = {
  CHROMIUM_PATH: {
    // Pages cost the headless shell a third of the CPU time.
    name: 'Chromium',
    commands: ['chromium-headless-shell', 'chromium', 'chromium-browser', 'google-chrome'],
    files: [
      '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
      'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
    ],
    packages: ['chromium-headless-shell', 'fonts-noto-cjk'],
  },
  REDIS_SERVER: {
    name: 'Redis',
    commands: ['redis-server', 'valkey-server'],
    packages: ['redis-server'],
  },
  WEBKIT_DRIVER: {
    name: 'WebKitWebDriver',
    commands: ['WebKitWebDriver'],
    packages: ['webkit2gtk-driver'],
  },
  MINI_BROWSER: { name: 'MiniBrowser', files: webkit, packages: ['libwebkit2gtk-4.1-0'] },
  XVFB: { name: 'Xvfb', commands: ['Xvfb'], packages: ['xvfb'] },
  NGINX_PATH: {
    name: 'nginx',
    commands: ['nginx'],
    files: ['/usr/sbin/nginx'],
    packages: ['nginx-light'],
  },
  CADDY_PATH: { name: 'Caddy', commands: ['caddy'], packages: ['caddy'] },
  SYSTEMD_ANALYZE: {
    name: 'systemd-analyze',
    commands: ['systemd-analyze'],
    packages: ['systemd'],
  },
  ZIP_PATH: { name: 'zip', commands: ['zip'], packages: ['zip', 'unzip'] },
}

/** @returns {Record<string, string>} the path of each program; '' if it is missing. */
export function findTools() {
  return Object.fromEntries(Object.keys(tools).map((variable) => [variable, find(variable)]))
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
