// How tests start Chromium: CHROMIUM_PATH, or where Debian has it; also as root, and without requests of its own.
import { existsSync } from 'node:fs'

// Without windows, a page costs the headless shell a third of the CPU time.
const places = ['/usr/bin/chromium-headless-shell', '/usr/bin/chromium']

export const launchOptions = {
  executablePath: process.env.CHROMIUM_PATH || places.find((path) => existsSync(path)) || '',
  args: [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ],
}
