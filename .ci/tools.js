// Finds the programs that tests need beside Node, or installs them where it may; says plainly what is missing elsewhere.
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { run } from './command.js'

const tools = [
  {
    name: 'Chromium',
    variable: 'CHROMIUM_PATH',
    commands: ['chromium', 'chromium-browser', 'google-chrome'],
    places: [
      '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
      'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
    ],
    // The pages are Chinese: without a font their pictures show boxes.
    packages: ['chromium', 'fonts-noto-cjk'],
  },
  {
    name: 'Redis',
    variable: 'REDIS_SERVER',
    commands: ['redis-server', 'valkey-server'],
    places: [],
    packages: ['redis-server'],
  },
  {
    name: 'WebKitWebDriver',
    variable: 'WEBKIT_DRIVER',
    commands: ['WebKitWebDriver'],
    places: [],
    packages: ['webkit2gtk-driver'],
    systems: ['linux'],
  },
  {
    name: 'WebKit’s MiniBrowser',
    variable: 'MINI_BROWSER',
    commands: [],
    places: [
      '/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser',
      '/usr/lib/aarch64-linux-gnu/webkit2gtk-4.1/MiniBrowser',
      '/usr/libexec/webkit2gtk-4.1/MiniBrowser',
    ],
    packages: ['libwebkit2gtk-4.1-0'],
    systems: ['linux'],
  },
  {
    name: 'Xvfb',
    variable: 'XVFB',
    commands: ['Xvfb'],
    places: [],
    packages: ['xvfb'],
    systems: ['linux'],
  },
  {
    name: 'nginx',
    variable: 'NGINX_PATH',
    commands: ['nginx'],
    places: ['/usr/sbin/nginx'],
    packages: ['nginx-light'],
    systems: ['linux'],
  },
  {
    name: 'Caddy',
    variable: 'CADDY_PATH',
    commands: ['caddy'],
    places: [],
    packages: ['caddy'],
    systems: ['linux'],
  },
  {
    name: 'systemd-analyze',
    variable: 'SYSTEMD_ANALYZE',
    commands: ['systemd-analyze'],
    places: [],
    packages: ['systemd'],
    systems: ['linux'],
  },
  {
    name: 'zip',
    // Not ZIP: the command itself takes that for its first argument.
    variable: 'ZIP_PATH',
    commands: ['zip'],
    places: [],
    packages: ['zip', 'unzip'],
    systems: ['linux'],
  },
].filter(({ systems }) => !systems || systems.includes(process.platform))

/** @returns the environment in which tests find them. @throws Error with one line for each that is missing. */
export async function findTools() {
  const wrong = tools.filter(
    ({ variable }) => process.env[variable] && !existsSync(process.env[variable]),
  )
  if (wrong.length > 0) {
    throw new Error(
      wrong.map(({ variable }) => `${variable} names a file that is not there.`).join('\n'),
    )
  }
  const missing = tools.filter((tool) => !find(tool))
  if (missing.length > 0) await install(missing)
  const lacking = missing.filter((tool) => !find(tool))
  if (lacking.length > 0) {
    throw new Error(
      lacking
        .map(
          ({ name, variable, packages }) =>
            `${name} is missing and can’t be installed here: install it (on Debian as root: apt-get install ${packages.join(' ')}) or set ${variable}.`,
        )
        .join('\n'),
    )
  }
  return Object.fromEntries(tools.map((tool) => [tool.variable, find(tool)]))
}

function find({ variable, commands, places }) {
  if (process.env[variable]) return process.env[variable]
  const onPath = (process.env.PATH ?? '')
    .split(delimiter)
    .flatMap((folder) => commands.map((command) => join(folder, command)))
  return [...onPath, ...places].find(existsSync)
}

async function install(missing) {
  console.log(`Installing ${missing.map(({ name }) => name).join(' and ')} …`)
  const env = { DEBIAN_FRONTEND: 'noninteractive' }
  await run('apt-get', ['update'], { env })
  const packages = missing.flatMap((tool) => tool.packages)
  const { code, output } = await run(
    'apt-get',
    ['install', '-y', '--no-install-recommends', ...packages],
    { env },
  )
  if (code !== 0) process.stderr.write(output)
}
