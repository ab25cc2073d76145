// Finds Chromium and the fonts its pages need, or installs them where it may; says plainly what is missing elsewhere.
import { existsSync } from 'node:fs'
import { run } from './command.js'

const places = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
]

/** @returns the path of a Chromium. @throws Error with one line that says what to do. */
export async function findBrowser() {
  const { CHROMIUM_PATH: wanted } = process.env
  if (wanted) {
    if (existsSync(wanted)) return wanted
    throw new Error(`CHROMIUM_PATH names ${wanted}, which is not there.`)
  }
  const found = places.find(existsSync)
  if (found) return found
  console.log('Installing Chromium …')
  await apt(['update'])
  // The pages are Chinese: without a font their pictures show boxes.
  const { code } = await apt([
    'install',
    '-y',
    '--no-install-recommends',
    'chromium',
    'fonts-noto-cjk',
  ])
  const installed = places.find(existsSync)
  if (code === 0 && installed) return installed
  throw new Error(
    'Chromium is missing and can’t be installed here: install it (on Debian as root: apt-get install chromium fonts-noto-cjk) or set CHROMIUM_PATH.',
  )
}

function apt(args) {
  return run('apt-get', args, { env: { DEBIAN_FRONTEND: 'noninteractive' } })
}
