/// <reference lib="dom" />
import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import { AxeBuilder } from '@axe-core/playwright'
import { type Browser, chromium, type Page } from '@playwright/test'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createSandbox, type Sandbox } from '../src/index.js'
import { media } from '../src/media/media.js'
import { createPerson } from '../src/state/person.js'
import { phone } from './support/browser.js'
import { type OfficialClient, officialClient } from './support/official-client.js'
import { nod, person, questions, reading } from './support/people.js'

let sandbox: Sandbox
let client: OfficialClient
let browser: Browser
let merchant: Server
let back = ''

beforeAll(async () => {
  sandbox = await createSandbox()
  client = officialClient(sandbox)
  merchant = createServer((_, response) => response.end('merchant')).listen(0, '127.0.0.1')
  await once(merchant, 'listening')
  const address = merchant.address()
  back = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/back`
  browser = await chromium.launch({
    executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  })
})

afterAll(async () => {
  await browser.close()
  await sandbox.close()
  merchant.close()
})

interface Look {
  locale: string
  colorScheme: 'light' | 'dark'
  userAgent?: string
}

async function open(parameters: Record<string, unknown>, look: Look): Promise<Page> {
  const { Url } = await client.request('DetectAuth', { RedirectUrl: back, ...parameters })
  const viewport = { width: 375, height: 812 }
  const context = await browser.newContext({ viewport, userAgent: phone, ...look })
  const page = await context.newPage()
  await page.goto(String(Url))
  return page
}

const press = (page: Page, name: string | RegExp) => page.getByRole('button', { name }).click()

test.each([
  [
    { locale: 'zh-CN', colorScheme: 'light' },
    ['身份证：通过', '人脸：通过', '意愿：通过', '返回商户'],
  ],
  [
    { locale: 'en-GB', colorScheme: 'dark' },
    ['ID card: pass', 'Face: pass', 'Intention: pass', 'Return to the merchant'],
  ],
] as const)('A tester is through in four taps: %j', async (look, names) => {
  const page = await open(questions, look)
  for (const name of names) await press(page, name)
  expect(page.url()).toMatch(new RegExp(`^${back}\\?BizToken=[0-9A-F-]{36}$`))
  await page.context().close()
})

test('The keyboard alone is enough, and begins at the heading', async () => {
  const page = await open({ RuleId: '1000003' }, { locale: 'en-GB', colorScheme: 'light' })
  for (const name of ['ID card: pass', 'Face: pass', 'Return to the merchant']) {
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('H1')
    await page.keyboard.press('Tab')
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe(name)
    await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')])
  }
  expect(page.url()).toContain(back)
  await page.context().close()
})

test('Any code can be chosen from a list, and the language switched on the way', async () => {
  const page = await open({ RuleId: '1000003' }, { locale: 'en-GB', colorScheme: 'light' })
  await press(page, 'ID card: pass')
  await page.getByRole('link', { name: '中文' }).click()
  await page.getByLabel('任选结果码').selectOption('2012')
  await press(page, '使用此结果')
  expect(await page.getByRole('alert').textContent()).toContain('2012')
  await press(page, '再试一次')
  await page.getByRole('heading', { name: '看着镜头' }).waitFor()
  await page.context().close()
})

test('A magic name needs no tap at all', async () => {
  const page = await open(
    { RuleId: '1000007', ...person, Name: '沙箱低分' },
    { locale: 'zh-CN', colorScheme: 'light' },
  )
  await page.waitForURL(`${back}**`)
  expect(sandbox.tokens().at(-1)?.face).toBe(2016)
  await page.context().close()
})

test.each([
  { locale: 'zh-CN', colorScheme: 'light' },
  { locale: 'en-GB', colorScheme: 'dark' },
] as const)('No screen has a fault that axe finds, and none is too wide: %j', async (look) => {
  const chinese = look.locale === 'zh-CN'
  const page = await open(questions, look)
  await check(page)
  await press(page, chinese ? '身份证：通过' : 'ID card: pass')
  await press(page, /2016/)
  await check(page)
  await press(page, chinese ? '再试一次' : 'Try again')
  await press(page, chinese ? '人脸：通过' : 'Face: pass')
  await check(page)
  await press(page, chinese ? '离开' : 'Leave')
  await check(page)
  await page.goto(sandbox.url)
  await check(page)
  await page.context().close()
})

test.each([
  ['reading', reading],
  ['nod', nod],
])('Nor has the intention by %s', async (_, parameters) => {
  const page = await open(parameters, { locale: 'zh-CN', colorScheme: 'dark' })
  await press(page, '身份证：通过')
  await check(page)
  await press(page, '人脸：通过')
  await check(page)
  await page.context().close()
})

async function check(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze()
  expect(violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([])
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(375)
}

test('A browser can show every picture and play the video to its end', async () => {
  const page = await browser.newPage()
  const someone = createPerson('44DECA7A-C069-41F8-B2CD-EB174B9A62D4', {})
  const pictures = [
    media.cardFront(someone),
    media.cardBack(true),
    media.frame(3),
    media.portrait(),
  ]
  const seen = await page.evaluate(
    async ({ pictures, video }) => {
      const sizes = await Promise.all(
        pictures.map(async (picture) => {
          const image = new Image()
          image.src = `data:image/jpeg;base64,${picture}`
          await image.decode()
          return [image.naturalWidth, image.naturalHeight]
        }),
      )
      const player = document.createElement('video')
      player.muted = true
      player.src = `data:video/mp4;base64,${video}`
      await player.play()
      await new Promise((resolve) => player.addEventListener('ended', resolve))
      return { sizes, video: [player.videoWidth, player.videoHeight, player.duration] }
    },
    { pictures, video: media.video() },
  )
  expect(seen).toEqual({
    sizes: [
      [360, 242],
      [320, 202],
      [240, 320],
      [80, 104],
    ],
    video: [48, 64, 1.5],
  })
  await page.close()
})
