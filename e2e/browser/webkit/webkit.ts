// WebKitGTK on an invisible screen: starts Xvfb and WebKitWebDriver, and ends both and their browsers.
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import type { Readable } from 'node:stream'
import { vi } from 'vitest'
import WebDriver, { type Client } from 'webdriver'
import { freePort } from '../../../.config/free-port.js'

export type WebKit = Awaited<ReturnType<typeof startWebKit>>

const { XVFB = '', WEBKIT_DRIVER = '', MINI_BROWSER = '' } = process.env

export async function startWebKit() {
  const groups: ChildProcess[] = []
  const start = (command: string, args: string[], options: object) => {
    const child = spawn(command, args, { detached: true, ...options })
    groups.push(child)
    return child
  }
  const close = () => {
    for (const { pid } of groups.splice(0)) endGroup(pid)
  }
  process.once('exit', close)
  let port = 0
  const windows = new Set<Client>()
  const screen = ['-displayfd', '3', '-screen', '0', '1280x1024x24', '-nolisten', 'tcp']
  // Xvfb writes the number of its display to the fourth stream when it listens.
  const xvfb = start(XVFB, screen, { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] })
  const [display] = await Promise.race([once(xvfb.stdio[3] as Readable, 'data'), exited(xvfb)])
  const env = { ...process.env, DISPLAY: `:${String(display).trim()}` }
  const startDriver = async () => {
    port = await freePort()
    const driver = start(WEBKIT_DRIVER, [`--port=${port}`], { env, stdio: 'ignore' })
    const answers = () => fetch(`http://127.0.0.1:${port}/status`)
    await Promise.race([vi.waitFor(answers, { timeout: 120_000 }), exited(driver)])
  }
  await startDriver()
  const newSession = (userAgent: string) =>
    WebDriver.newSession({
      ...{ hostname: '127.0.0.1', port, logLevel: 'silent', connectionRetryCount: 0 },
      capabilities: {
        'wdio:enforceWebDriverClassic': true,
        'webkitgtk:browserOptions': {
          binary: MINI_BROWSER,
          args: ['--automation', `--user-agent=${userAgent}`],
        },
      } as WebdriverIO.Capabilities,
    })
  return {
    /** Opens a window of a browser with empty storage. */
    async open(userAgent: string): Promise<Client> {
      const client = await newSession(userAgent).catch(async () => {
        // Rarely the driver never answers; another one does.
        await startDriver()
        return newSession(userAgent)
      })
      windows.add(client)
      return client
    },
    async closeWindows(): Promise<void> {
      const open = [...windows]
      windows.clear()
      await Promise.all(open.map((client) => client.deleteSession()))
    },
    close(): void {
      process.removeListener('exit', close)
      close()
    },
  }
}

async function exited(child: ChildProcess): Promise<never> {
  // A missing command makes an error event, by which `once` rejects.
  const [code] = await once(child, 'exit')
  throw new Error(`${child.spawnfile} ended with ${code}`)
}

function endGroup(pid: number | undefined): void {
  try {
    if (pid !== undefined) process.kill(-pid, 'SIGKILL')
  } catch {
    // It has ended.
  }
}
