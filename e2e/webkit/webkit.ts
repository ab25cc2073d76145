// WebKitGTK on a screen that nobody sees: starts Xvfb and WebKitWebDriver, and ends everything that came of them.
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import type { Readable } from 'node:stream'
import { vi } from 'vitest'
import { freePort } from './free-port.js'
import { call, openPage, type Page } from './webdriver.js'

export interface WebKit {
  /** A window of a browser that has nothing in its storage. */
  open(userAgent: string): Promise<Page>
  closePages(): Promise<void>
  close(): void
}

/** What Debian 12 installs; `.ci/tools.js` names other places. */
const {
  XVFB = '/usr/bin/Xvfb',
  WEBKIT_DRIVER = '/usr/bin/WebKitWebDriver',
  MINI_BROWSER = '/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser',
} = process.env

export async function startWebKit(): Promise<WebKit> {
  const groups: ChildProcess[] = []
  const close = () => {
    for (const group of groups.splice(0)) end(group)
  }
  process.once('exit', close)
  try {
    const DISPLAY = await startScreen(groups)
    const driver = await startDriver(groups, { ...process.env, DISPLAY })
    const pages = new Set<Page>()
    return {
      async open(userAgent) {
        const page = await openPage(driver, {
          'webkitgtk:browserOptions': {
            binary: MINI_BROWSER,
            args: ['--automation', `--user-agent=${userAgent}`],
          },
        })
        pages.add(page)
        return page
      },
      async closePages() {
        const open = [...pages]
        pages.clear()
        await Promise.all(open.map((page) => page.close()))
      },
      close() {
        process.removeListener('exit', close)
        close()
      },
    }
  } catch (error) {
    close()
    throw error
  }
}

/** @returns its name. Xvfb takes a number that is free and tells it once it listens. */
async function startScreen(groups: ChildProcess[]): Promise<string> {
  const args = ['-displayfd', '3', '-screen', '0', '1280x1024x24', '-nolisten', 'tcp']
  const screen = spawn(XVFB, args, {
    detached: true,
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  })
  groups.push(screen)
  // The fourth of `stdio` is a pipe that it writes to.
  const [number] = await Promise.race([
    once(screen.stdio[3] as Readable, 'data'),
    gone(screen, XVFB),
  ])
  return `:${String(number).trim()}`
}

/** @returns its address. */
async function startDriver(groups: ChildProcess[], env: NodeJS.ProcessEnv): Promise<string> {
  const port = await freePort()
  const driver = spawn(WEBKIT_DRIVER, [`--port=${port}`], { env, detached: true, stdio: 'ignore' })
  groups.push(driver)
  const address = `http://127.0.0.1:${port}`
  const ready = vi.waitFor(() => call(address, 'GET', '/status'), { timeout: 30_000 })
  await Promise.race([ready, gone(driver, WEBKIT_DRIVER)])
  return address
}

async function gone(child: ChildProcess, command: string): Promise<never> {
  // A command that is missing makes an error event, and `once` rejects by it.
  const [code] = await once(child, 'exit')
  throw new Error(`${command} ended with ${code}`)
}

/** The browsers are of the driver's group and go with it. */
function end({ pid }: ChildProcess): void {
  if (pid === undefined) return
  try {
    process.kill(-pid, 'SIGKILL')
  } catch {
    // It has ended by itself.
  }
}
