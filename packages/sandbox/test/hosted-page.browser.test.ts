/// <reference lib="dom" />
import { createServer, type Server } from 'node:http'
import { AxeBuilder } from '@axe-core/playwright'
import { type Browser, chromium, type Page } from '@playwright/test'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchOptions } from '../../../.config/chromium.js'
import { listen } from '../../../.config/listen.js'
import { media } from '../src/fixtures/media.js'
import { createSandbox, type Sandbox } from '../src/index.js'
import { desktop, phone } from './support/browser.js'
import { type OfficialClient, officialClient } from './support/official-client.js'
import { person, questions, reading } from './support/people.js'

let sandbox: Sandbox
let client: OfficialClient
let browser: Browser
let merchant: Server
let back = ''

beforeAll(async () => {
  sandbox = await createSandbox()
  client = officialClient(sandbox)
  merchant = createServer((_, response) => response.end('merchant'))
  back = `${await listen(merchant)}/back`
  browser = await chromium.launch(launchOptions)
})

afterAll(async () => {
  await browser?.close()
  await sandbox.close()
  merchant.close()
})

interface Look {
  locale: string
  colorScheme: 'light' | 'dark'
  userAgent?: string
}

const chinese: Look = { locale: 'zh-CN', colorScheme: 'light' }
const english: Look = { locale: 'en-GB', colorScheme: 'dark' }

async function open(parameters: Record<string, unknown>, look: Look): Promise<Page> {
  const { Url } = await client.request('DetectAuth', { RedirectUrl: back, ...parameters })
  const viewport = { width: 375, height: 812 }
  const context = await browser.newContext({ viewport, userAgent: phone, ...look })
  const page = await context.newPage()
  await page.goto(String(Url))
  return page
}

const press = (page: Page, name: string | RegExp) => page.getByRole('button', { name }).click()

/** Each kind of markup is checked once: axe finds nothing, and it fits the phone. Legacy mode opens no extra tab. */
async function check(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze()
  expect(violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([])
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(375)
}

test('A tester passes in four taps, on accessible screens', async () => {
  const page = await open(questions, chinese)
  for (const name of ['身份证：通过', '人脸：通过', '意愿：通过', '返回商户']) {
    await check(page)
    await press(page, name)
  }
  expect(page.url()).toMatch(new RegExp(`^${back}\\?BizToken=[0-9A-F-]{36}$`))
  await page.context().close()
})

test('A desktop, a failure and the end of the link are shown, accessible in the dark too', async () => {
  const parameters = { RuleId: '1000003', RedirectUrl: '/relative' }
  const page = await open(parameters, { ...english, userAgent: desktop })
  await check(page)
  await press(page, 'Continue anyway')
  await press(page, /302/)
  await check(page)
  for (const name of ['Try again', 'Leave', 'Come back', 'Let two hours pass'])
    await press(page, name)
  await press(page, 'Return to the merchant')
  await page.getByRole('heading', { name: 'Nowhere to go back to' }).waitFor()
  await page.goto(sandbox.url)
  await check(page)
  await page.context().close()
})

test('Reading aloud has an accessible screen in the dark', async () => {
  const page = await open(reading, { locale: 'zh-CN', colorScheme: 'dark' })
  await press(page, '身份证：通过')
  await press(page, '人脸：通过')
  await check(page)
  await page.context().close()
})

test('The keyboard alone is enough, and begins at the heading', async () => {
  const page = await open({ RuleId: '1000003' }, english)
  for (const name of ['ID card: pass', 'Face: pass', 'Return to the merchant']) {
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('H1')
    await page.keyboard.press('Tab')
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe(name)
    await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')])
  }
  expect(page.url()).toContain(back)
  await page.context().close()
})

test('Any code can be selected, and the language switched on the way', async () => {
  const page = await open({ RuleId: '1000003' }, english)
  await press(page, 'ID card: pass')
  await page.getByRole('link', { name: '中文' }).click()
  await page.getByLabel('任选结果码').selectOption('2012')
  await press(page, '使用此结果')
  expect(await page.getByRole('alert').textContent()).toContain('2012')
  await press(page, '重试')
  await page.getByRole('heading', { name: '看着镜头' }).waitFor()
  await page.context().close()
})

test('A magic name needs no tap at all', async () => {
  const page = await open({ RuleId: '1000007', ...person, Name: '沙箱低分' }, chinese)
  await page.waitForURL(`${back}**`)
  expect(sandbox.tokens().at(-1)?.face).toBe(2016)
  await page.context().close()
})

test('A browser can show every picture, play the video to its end and decode the voice', async () => {
  const page = await browser.newPage()
  const { video, voice, ...pictures } = media
  const seen = await page.evaluate(
    async ({ pictures, video, voice }) => {
      for (const picture of pictures) {
        const image = new Image()
        image.src = `data:image/jpeg;base64,${picture}`
        await image.decode()
      }
      const player = document.createElement('video')
      player.muted = true
      player.src = `data:video/mp4;base64,${video}`
      await player.play()
      await new Promise((resolve) => player.addEventListener('ended', resolve))
      const bytes = Uint8Array.from(atob(voice), (letter) => letter.charCodeAt(0))
      const sound = await new OfflineAudioContext(1, 1, 8000).decodeAudioData(bytes.buffer)
      return { video: player.duration, voice: sound.duration }
    },
    { pictures: Object.values(pictures), video, voice },
  )
  expect(seen).toEqual({ video: expect.any(Number), voice: expect.any(Number) })
  await page.close()
})
