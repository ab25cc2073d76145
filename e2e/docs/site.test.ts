// Builds the documentation site, which fails on a dead link, and opens it on a phone and on a desktop.
import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { type Browser, chromium } from '@playwright/test'
import { type PreviewServer, preview } from 'vite'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { launchOptions } from '../../.config/chromium.js'
import { freePort } from '../../.config/free-port.js'
import { root } from './documents.js'

const phone = { width: 375, height: 812 }
const desktop = { width: 1280, height: 800 }
let server: PreviewServer
let browser: Browser
let address: string

beforeAll(async () => {
  const docs = join(root, 'docs')
  await promisify(execFile)(join(docs, 'node_modules/.bin/vitepress'), ['build'], { cwd: docs })
  const port = await freePort()
  const own = { root: docs, configFile: false, appType: 'mpa', logLevel: 'silent' } as const
  server = await preview({ ...own, preview: { host: '127.0.0.1', port } })
  address = `http://127.0.0.1:${port}`
  browser = await chromium.launch(launchOptions)
})
afterAll(async () => {
  await browser?.close()
  await server?.close()
})

it.each([
  ['/quick-start.html', '快速开始'],
  ['/en/quick-start.html', 'Quick start'],
  ['/frontend.html', '前端接入'],
  ['/playground.html', '在线体验'],
])('%s is shown without another host and without a sideways scroll', async (path, title) => {
  const page = await browser.newPage({ viewport: phone, locale: 'zh-CN' })
  page.setDefaultTimeout(0)
  const hosts = new Set<string>()
  const faults: string[] = []
  page.on('request', (request) => hosts.add(new URL(request.url()).host))
  page.on('pageerror', (error) => faults.push(error.message))
  await page.goto(`${address}${path}`)
  await page.getByRole('heading', { level: 1, name: title }).waitFor()
  if (path.includes('playground')) {
    await page.getByRole('button', { name: '开始人脸核身' }).waitFor()
    await page.locator('main select').selectOption('wecom')
    await page.getByRole('button', { name: '开始人脸核身' }).waitFor()
  }
  for (const viewport of [phone, desktop]) {
    await page.setViewportSize(viewport)
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    )
    expect([viewport, overflow]).toEqual([viewport, 0])
  }
  expect(faults).toEqual([])
  expect([...hosts].filter((host) => !host.startsWith('127.0.0.1'))).toEqual([])
  await page.close()
})

it('leads from a page in English only to the Chinese home page', async () => {
  const page = await browser.newPage({ viewport: desktop })
  page.setDefaultTimeout(0)
  await page.goto(`${address}/en/architecture.html`)
  await page.getByRole('button', { name: 'Change language' }).hover()
  await page.getByRole('link', { name: '简体中文' }).click()
  await page.waitForURL(`${address}/`)
  await page.getByRole('heading', { level: 1 }).waitFor()
  await page.close()
})
