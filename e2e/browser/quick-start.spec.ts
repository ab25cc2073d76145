// Each quick start, followed in an empty folder and finished in a browser on a computer.
import { expect, type Page, test } from '@playwright/test'
import { readDocuments } from '../docs/documents.js'
import { isWalked, type Walk, walk } from '../docs/walk.js'

// The English texts are the ones that the document quotes.
test.use({ locale: 'en' })

for (const document of readDocuments().filter(isWalked)) {
  test.describe(document.path, () => {
    let quickStart: Walk
    let shop: string
    test.beforeAll(async () => {
      quickStart = await walk(document)
      shop = `http://127.0.0.1:${quickStart.port(4170)}/`
    })
    test.afterAll(() => quickStart.close())

    test('ends with a passed verification, and the doctor finds nothing to fix', async ({
      page,
    }) => {
      await page.goto(shop)
      await joinAndExpect(page, 'Not yet: token_missing')
      await page.goBack()

      await verify(page)
      await page.getByRole('button', { name: 'ID card: pass' }).click()
      await page.getByRole('group', { name: 'Or let it fail' }).getByRole('button').first().click()
      await goBack(page)
      await expect(page.getByText('Not verified')).toBeVisible()
      await joinAndExpect(page, 'Not yet: token_missing')
      await page.goBack()

      await page.getByRole('button', { name: 'Try again' }).click()
      await page.getByRole('button', { name: 'Continue anyway' }).click()
      await page.getByRole('button', { name: 'ID card: pass' }).click()
      await page.getByRole('button', { name: 'Face: pass' }).click()
      await goBack(page)
      await expect(page.getByText('Verified', { exact: true })).toBeVisible()
      expect(page.url()).toBe(shop)
      await joinAndExpect(page, /^Welcome! Verification \S+: passed$/)
      expect(quickStart.printed).toContain('Nothing to fix.')
    })
  })
}

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
