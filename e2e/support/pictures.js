// Records docs/journey.webp, the moving picture of the README, from `npm start`, which has to be running.
//   node e2e/support/pictures.js [address of the demo]
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { chromium } from '@playwright/test'
import sharp from 'sharp'

const demo = process.argv[2] ?? 'http://127.0.0.1:4170'
const file = fileURLToPath(new URL('../../docs/journey.webp', import.meta.url))
const userAgent =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 16_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 MicroMessenger/8.0.61(0x18003d2a) NetType/WIFI Language/zh_CN'

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM_PATH || '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-background-networking'],
})
const context = await browser.newContext({
  userAgent,
  viewport: { width: 375, height: 812 },
  deviceScaleFactor: 1.5,
  locale: 'zh-CN',
})
const page = await context.newPage()
const shots = []
const shoot = async () => shots.push(await page.screenshot())
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

await browser.close()
// The first frame is clean; the last one stays longer.
await sharp(shots, { join: { animated: true } })
  .webp({
    quality: 70,
    loop: 0,
    delay: shots.map((_, index) => (index === shots.length - 1 ? 3_500 : 1_800)),
  })
  .toFile(file)
console.log(`${file}: ${Math.round(readFileSync(file).length / 1024)} kB`)
