// `docs/quick-start.md`, typed word for word into an empty folder, and walked to its end in a browser on a computer.
import { expect, type Page, test } from '@playwright/test'
import { type Newcomer, newcomer } from '../support/newcomer.js'

// The document says what an English reader sees.
test.use({ locale: 'en' })

let reader: Newcomer
let shop: string

test.beforeEach(async () => {
  reader = await newcomer('quick-start.md', {
    folder: 'tea-club',
    ports: [4170, 4171, 4172],
  })
  shop = `http://127.0.0.1:${reader.port(4170)}/`
  await reader.type(reader.block('cat > relay.env'))
  await reader.leaveRunning(reader.block('npx @faceid-h5/sandbox'), 'FaceID sandbox')
  await reader.leaveRunning(reader.block('npx @faceid-h5/relay --config'), 'the relay listens')
  await reader.leaveRunning(reader.block('node shop.js'), 'The shop is at')
})
test.afterEach(() => reader.leave())

test('the quick start ends with a passed verification', async ({ page }) => {
  await page.goto(shop)
  await joinAndExpect(page, 'Not yet: token_missing')
  await page.goBack()

  await verify(page)
  await page.getByRole('button', { name: 'ID card: pass' }).click()
  await page.getByRole('button', { name: 'Face: pass' }).click()
  await goBack(page)

  await expect(page.getByText('Verified', { exact: true })).toBeVisible()
  expect(page.url()).toBe(shop)
  await joinAndExpect(page, /^Welcome! Verification \S+: passed$/)
})

test('who fails in the quick start does not get in', async ({ page }) => {
  await page.goto(shop)
  await verify(page)
  await page.getByRole('button', { name: 'ID card: pass' }).click()
  await page.getByRole('group', { name: 'Or let it fail' }).getByRole('button').first().click()
  await goBack(page)
  await expect(page.getByText('Not verified')).toBeVisible()
  await joinAndExpect(page, 'Not yet: token_missing')
})

test('the doctor of the quick start finds nothing to fix', async () => {
  expect(await reader.type(reader.block('relay doctor'))).toContain('Nothing to fix.')
})

async function verify(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Verify my face' }).click()
  await page.getByRole('button', { name: 'Continue anyway' }).click()
}

async function goBack(page: Page): Promise<void> {
  const name = 'Return to the merchant'
  await page.getByRole('button', { name }).or(page.getByRole('link', { name })).click()
}

async function joinAndExpect(page: Page, answer: string | RegExp): Promise<void> {
  await page.getByRole('button', { name: 'Join' }).click()
  await expect(page.locator('body')).toHaveText(answer)
}
