// Follows docs/quick-start.md in an empty folder, on other ports, with the packages of this workspace in place of tarballs.
import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { type Browser, chromium, type Page } from '@playwright/test'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { launchOptions } from '../../.config/chromium.js'
import { freePort } from '../../.config/free-port.js'
import { blocksOf, root } from './documents.js'

const folder = mkdtempSync(join(tmpdir(), 'faceid-h5-quick-start-'))
const running: ChildProcess[] = []
let shop: string
let browser: Browser

beforeAll(async () => {
  const free = [await freePort(), await freePort(), await freePort()]
  const here = (text: string) =>
    text.replaceAll(/\b418([012])\b/g, (_, index) => String(free[Number(index)]))
  shop = here('http://127.0.0.1:4180/')
  const blocks = blocksOf('docs/quick-start.md')
  const command = (part: string) =>
    here(blocks.find(({ language, code }) => language === 'sh' && code.includes(part))?.code ?? '')
  install()
  for (const { file, code } of blocks) if (file) writeFileSync(join(folder, file), here(code))
  await promisify(execFile)('sh', ['-euc', command('cat > relay.env')], { cwd: folder })
  await start(command('npx faceid-sandbox'), 'sandbox')
  await start(command('npx faceid-relay --config'), 'listens')
  await start(command('node shop.js'), 'The shop is at')
  browser = await chromium.launch(launchOptions)
})
afterAll(async () => {
  await browser?.close()
  for (const child of running) {
    const ended = new Promise((resolve) => child.once('close', resolve))
    process.kill(-Number(child.pid), 'SIGTERM')
    await ended
  }
  rmSync(folder, { recursive: true, force: true })
})

it('ends with a passed verification', async () => {
  const page = await browser.newPage({ locale: 'zh-CN' })
  page.setDefaultTimeout(0)
  await page.goto(shop)
  await join_(page, '尚未通过：token_missing')
  await page.goBack()
  await page.getByRole('button', { name: '开始人脸核身' }).click()
  await page.getByRole('button', { name: '仍然继续' }).click()
  await page.getByRole('button', { name: '身份证：通过' }).click()
  await page.getByRole('button', { name: '人脸：通过' }).click()
  await page.getByRole('button', { name: '返回商户' }).click()
  await page.getByText('核身通过', { exact: true }).waitFor()
  expect(page.url()).toBe(shop)
  await join_(page, /^欢迎加入！核身 \S+: passed$/)
})

async function join_(page: Page, answer: string | RegExp): Promise<void> {
  await page.getByRole('button', { name: '加入', exact: true }).click()
  await page.getByText(answer).waitFor()
}

/** As `npm install` leaves them: each package, and its command. */
function install(): void {
  const modules = join(folder, 'node_modules')
  mkdirSync(join(modules, '@faceid-h5'), { recursive: true })
  mkdirSync(join(modules, '.bin'))
  writeFileSync(join(folder, 'package.json'), '{"type": "module"}')
  for (const name of ['relay', 'merchant', 'sandbox']) {
    const source = join(root, 'packages', name)
    symlinkSync(source, join(modules, '@faceid-h5', name), 'dir')
    const { bin = {} } = JSON.parse(readFileSync(join(source, 'package.json'), 'utf8'))
    for (const [command, file] of Object.entries(bin)) {
      const script = `#!/bin/sh\nexec "${process.execPath}" "${join(source, String(file))}" "$@"\n`
      writeFileSync(join(modules, '.bin', command), script, { mode: 0o755 })
    }
  }
}

/** Runs a command in a process group of its own until it prints `ready`. */
function start(command: string, ready: string): Promise<void> {
  const env = { ...process.env, npm_config_offline: 'true' }
  const child = spawn('sh', ['-euc', command], { cwd: folder, env, detached: true })
  running.push(child)
  return new Promise((resolve, reject) => {
    let output = ''
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk) => {
        output += chunk
        if (output.includes(ready)) resolve()
      })
    }
    child.once('exit', () => reject(new Error(`${command} ended:\n${output}`)))
  })
}
