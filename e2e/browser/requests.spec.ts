import type { Page } from '@playwright/test'
import { expect, test } from '../support/test.js'
import { userAgents } from '../support/user-agents.js'
import type { World } from '../support/world.js'

test.use({ userAgent: userAgents.wechatAndroid })

test.describe('a page', () => {
  function post(page: Page, { demo, relayUrl: url }: World, more: object = {}) {
    const usual = { scene: 'member', reference: 'order-1', modes: ['native'] }
    const body = { ...usual, returnUrl: `${demo.url}/`, ...more }
    return page.evaluate(postFromPage, { url, body })
  }

  test('that sends what only the merchant may send is refused', async ({ page, world }) => {
    await page.goto(world.demo.url)
    for (const more of [
      { identity: { name: '核身测试员', idCard: '11010519491231002X' } },
      { image: 'iVBORw0KGgo=' },
      { intention: { mode: 'reading', text: '我同意' } },
      { ruleId: '1000001' },
    ]) {
      const answer = await post(page, world, more)
      expect(answer).toMatchObject({ status: 400, code: 'field_not_allowed' })
    }
    const loan = await post(page, world, { scene: 'loan' })
    expect(loan).toMatchObject({ status: 401, code: 'unauthorized' })
    expect(world.sandbox.calls('DetectAuth')).toHaveLength(0)
  })

  test('that wants to return elsewhere is refused', async ({ page, world }) => {
    await page.goto(world.demo.url)
    const { port } = new URL(world.demo.url)
    for (const returnUrl of [
      `http://127.0.0.1:1/`,
      `http://user@127.0.0.1:${port}/`,
      `http://127.0.0.1:${port}.evil.example/`,
      `http://127.0.0.1.evil.example:${port}/`,
      `http://127.0.0.1:${port}/%2e%2e/`,
      `http://127.0.0.1:${port}/a/../b`,
      `https://127.0.0.1:${port}/`,
    ]) {
      const answer = await post(page, world, { returnUrl })
      expect(answer, returnUrl).toMatchObject({ status: 400, code: 'return_url_not_allowed' })
    }
  })

  test('of another origin is refused, and told which origin to add', async ({ page, world }) => {
    const other = world.demo.url.replace('127.0.0.1', 'localhost')
    await page.goto(other)
    const answer = await post(page, world)
    expect(answer).toMatchObject({ status: 403, code: 'origin_not_allowed' })
    expect(answer.detail).toContain(`"${other}"`)
  })
})

/** Runs in the page. */
async function postFromPage({ url, body }: { url: string; body: object }) {
  const response = await fetch(`${url}/v1/verifications`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  const { code, detail } = await response.json()
  return { status: response.status, code, detail }
}
