import type { Locator, Page } from '@playwright/test'

/** What people do and see, in the words of the English texts. */

export const passed = {
  status: 'passed',
  final: true,
  nextPollAfterMs: 0,
  resultToken: 'token',
} as const

export const button = (page: Page, name = 'Verify my face'): Locator =>
  page.getByRole('button', { name })

export const title = (page: Page, text: string): Promise<void> =>
  page.locator('[part=title]').getByText(text, { exact: true }).waitFor()

export const atHostedPage = (page: Page): Promise<void> => page.getByText('Hosted page').waitFor()

/** The value of the hidden field that the form sends. */
export const field = (page: Page, name = 'faceid-token'): Promise<string> =>
  page.locator(`input[name=${name}]`).inputValue()
