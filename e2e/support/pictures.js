// Draws docs/journey.png, the picture in the README: the real screens of `npm start`, which has to be running.
//   node e2e/support/pictures.js [address of the demo]
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { chromium } from '@playwright/test'

const demo = process.argv[2] ?? 'http://127.0.0.1:4170'
const file = fileURLToPath(new URL('../../docs/journey.png', import.meta.url))
const userAgent =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 16_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 MicroMessenger/8.0.61(0x18003d2a) NetType/WIFI Language/zh_CN'

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM_PATH || '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-background-networking'],
})
const context = await browser.newContext({
  userAgent,
  viewport: { width: 375, height: 812 },
  deviceScaleFactor: 2,
  locale: 'zh-CN',
})
const page = await context.newPage()
const shots = []
const shoot = async () => shots.push((await page.screenshot()).toString('base64'))
const tap = (name) => page.getByRole('button', { name }).click()

await page.goto(demo)
await page.locator('button[value="loan"]').click()
await page.getByRole('button', { name: '开始人脸核身' }).scrollIntoViewIfNeeded()
await shoot()
await tap('开始人脸核身')
await tap('身份证：通过')
await page.getByRole('button', { name: '人脸：通过' }).waitFor()
await shoot()
await tap('人脸：通过')
await page.getByRole('button', { name: '意愿：通过' }).waitFor()
await shoot()
await tap('意愿：通过')
await tap('返回商户')
await page.locator('#state[data-state="signed"]').waitFor()
await page.locator('#backend dl dd').first().waitFor()
await page.locator('#browser').scrollIntoViewIfNeeded()
await page.locator('#browser').evaluate((card) => scrollTo(0, card.offsetTop - 80))
await shoot()

const sheet = await browser.newPage({
  viewport: { width: 1560, height: 780 },
  deviceScaleFactor: 1,
})
await sheet.setContent(`<body style="margin:0;background:#eceae4;display:flex;gap:36px;justify-content:center;align-items:center;height:100vh">
${shots.map((shot) => `<img style="height:700px;border-radius:36px;border:8px solid #222;box-shadow:0 12px 32px #0003" src="data:image/png;base64,${shot}">`).join('')}`)
await sheet.screenshot({ path: file })
await browser.close()
console.log(`${file}: ${Math.round(readFileSync(file).length / 1024)} kB`)
