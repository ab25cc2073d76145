import { expect, test } from 'vitest'
import { createSandbox } from '../src/index.js'
import { browse, desktop, type Page, phone } from './support/browser.js'
import { officialClient, type Parameters } from './support/official-client.js'
import { nod, person, questions, reading } from './support/people.js'
import { useSandbox } from './support/use-sandbox.js'

const { sandbox, client } = await useSandbox({ frequencyCaps: false })

const RedirectUrl = 'https://m.shop.example/back?step=2'

async function start(parameters: Parameters, userAgent = phone, language = 'en') {
  const bizToken = await client.start({ RedirectUrl, ...parameters })
  return { bizToken, page: await browse(sandbox, bizToken, userAgent, language) }
}

async function walk(page: Page, ...names: (string | RegExp)[]): Promise<Page> {
  let at = page
  for (const name of names) at = await at.press(name)
  return at
}

test('The Url hops as Tencent’s does before the page is there', async () => {
  const { page, bizToken } = await start({ RuleId: '1000003' })
  expect(page.hops.map((hop) => new URL(hop).pathname)).toEqual([
    '/connect/oauth2/authorize',
    '/v1/api/getCode',
    '/api/auth/getOpenidAndSaveToken',
    '/h5',
  ])
  expect(new URL(page.hops[1] ?? '').searchParams.get('code')).toMatch(/^sandbox/)
  expect(page.hops[3]).toBe(`${sandbox.url}/h5?BizToken=${bizToken}`)
})

test('The hops lead nowhere but to the sandbox', async () => {
  for (const path of [
    `/connect/oauth2/authorize?redirect_uri=${encodeURIComponent('https://evil.example/')}`,
    `/connect/oauth2/authorize?redirect_uri=${encodeURIComponent(`${sandbox.url}.evil.example/v1/api/getCode?`)}`,
    `/v1/api/getCode?bizRedirect=${encodeURIComponent('https://evil.example/')}`,
    '/connect/oauth2/authorize',
  ]) {
    const response = await fetch(`${sandbox.url}${path}`, { redirect: 'manual' })
    expect([path, response.status]).toEqual([path, 400])
  }
})

test.each([
  ['no intention', { RuleId: '1000003' }, ['ID card: pass', 'Face: pass']],
  ['questions', questions, ['ID card: pass', 'Face: pass', 'Intention: pass']],
  ['reading', reading, ['ID card: pass', 'Face: pass', 'Intention: pass']],
  ['a nod', nod, ['ID card: pass', 'Face: pass', 'Intention: pass']],
  ['no ID card', { RuleId: '1000007', ...person }, ['Face: pass']],
])('With %s the way is short, and leads back', async (_, parameters, names) => {
  const { page, bizToken } = await start({ ...parameters, Extra: 'mine' })
  const passed = await walk(page, ...names)
  expect(passed.heading).toBe('Passed')
  const back = await passed.press('Return to the merchant')
  expect(back.hops.at(-1)).toBe(`${RedirectUrl}&BizToken=${bizToken}&Extra=mine`)
  expect(sandbox.tokens().find((token) => token.bizToken === bizToken)?.finished).toBe(true)
})

test.each([
  ['zh-CN,zh;q=0.9,en;q=0.5', '拍摄身份证'],
  ['zh-HK', '拍摄身份证'],
  ['en-GB', 'Scan the ID card'],
  ['fr', 'Scan the ID card'],
])('Accept-Language %s is answered in the nearest language', async (language, heading) => {
  expect((await start({ RuleId: '1000003' }, phone, language)).page.heading).toBe(heading)
})

test('Every screen says that this is not Tencent', async () => {
  const { page } = await start(questions)
  const failed = await walk(page, 'ID card: pass', /2016/)
  const { page: desk } = await start(questions, desktop)
  const screens = [
    page,
    failed,
    desk,
    await walk(failed, 'Try again', 'Face: pass'),
    await walk(page, 'Leave'),
    await browse(sandbox, 'X', phone),
  ]
  for (const { text } of screens) expect(text).toContain('Sandbox: this is not Tencent')
})

test('Who fails can go back to the merchant, and come again', async () => {
  const { page, bizToken } = await start(questions)
  const failed = await walk(page, 'ID card: pass', 'Face: pass', /-301/)
  const back = await failed.press('Return to the merchant')
  expect(back.hops.at(-1)).toContain(bizToken)
  const again = await browse(sandbox, bizToken, phone)
  expect((await walk(again, 'Try again', 'Intention: pass')).heading).toBe('Passed')
})

test('A passed verification stays passed, whatever an old tab still says', async () => {
  const { page, bizToken } = await start({ RuleId: '1000003' })
  const face = await page.press('ID card: pass')
  await face.press('Face: pass')
  for (const [from, name] of [
    [face, /1002/],
    [page, /302/],
    [face, 'Leave'],
    [face, 'Let two hours pass'],
  ] as const)
    expect((await from.press(name)).heading).toBe('Passed')
  expect((await client.info(bizToken)).Text?.LivenessDetail).toHaveLength(1)
})

test('Every code that a step can end with is on its screen', async () => {
  const { page } = await start(reading)
  const face = await page.press('ID card: pass')
  const intention = await face.press('Face: pass')
  const codes = ({ text }: Page) => text.match(/<option value="-?\d+"/g)?.length
  expect([codes(page), codes(face), codes(intention)]).toEqual([19, 43, 26])
})

test.each([
  [{ RuleId: '1000004' }, desktop, 'Open this on a phone'],
  [{ RuleId: '1000003' }, desktop, 'Open this on a phone'],
  [{ RuleId: '1000004' }, phone.replace(/MicroMessenger\S+/, ''), 'Open this in WeChat'],
  [{ RuleId: '1000003' }, phone.replace(/MicroMessenger\S+/, ''), 'Open this in WeChat or WeCom'],
])(
  'The page insists on its place, and a person may insist on theirs: %j',
  async (parameters, userAgent, heading) => {
    const { page } = await start(parameters, userAgent)
    expect(page.heading).toBe(heading)
    expect((await page.press('Continue anyway')).heading).toBe('Scan the ID card')
  },
)

test('What the merchant sent is text on the page and nothing else', async () => {
  const words = '<script>alert(1)</script>"\'&'
  const { page } = await start({ ...reading, IntentionVerifyText: words, Name: '<b>张</b>' })
  expect(page.text).not.toContain('<b>张')
  const intention = await walk(page, 'ID card: pass', 'Face: pass')
  expect(intention.text).toContain('&lt;script&gt;alert(1)&lt;/script&gt;&quot;&#39;&amp;')
})

test.each(['/h5', '/h5?BizToken=X', '/h5/return?BizToken=X', '/h5/magic?BizToken=X'])(
  '%s is a page that knows of no such verification',
  async (path) => {
    const response = await fetch(`${sandbox.url}${path}`)
    expect(response.status).toBe(404)
    expect(await response.text()).toContain('No such verification')
  },
)

test('Pages are not stored, not framed and run no script but their own', async () => {
  const { headers } = await fetch(`${sandbox.url}/h5?BizToken=X`)
  expect(headers.get('cache-control')).toBe('no-store')
  expect(headers.get('referrer-policy')).toBe('no-referrer')
  expect(headers.get('content-security-policy')).toMatch(
    /default-src 'none'.*frame-ancestors 'none'/,
  )
})

test('A form that says nothing sensible changes nothing', async () => {
  const { bizToken } = await start({ RuleId: '1000003' })
  for (const form of [
    { act: 'outcome', step: 'card' },
    { act: 'outcome', step: 'card', code: 'abc' },
    { act: 'outcome', step: 'shoe', code: '0' },
    { act: 'outcome', step: 'face', code: '0' },
    { act: 'dance' },
    {},
  ]) {
    const body = new URLSearchParams({ BizToken: bizToken, ...form })
    const options = { method: 'POST', body, redirect: 'manual' } as const
    expect((await fetch(`${sandbox.url}/h5`, options)).status).toBe(303)
  }
  expect((await client.info(bizToken)).Text?.ErrCode).toBeNull()
  expect((await browse(sandbox, bizToken, phone)).heading).toBe('Scan the ID card')
})

test('The sandbox has a page of its own, with its rules and what it has issued', async () => {
  const { bizToken } = await start({ RuleId: '1000003' })
  const text = await (await fetch(sandbox.url)).text()
  for (const part of ['沙箱通过', bizToken.slice(0, 8), sandbox.url]) expect(text).toContain(part)
})

test('A public address is where every hop and page is', async () => {
  const publicUrl = 'http://sandbox.example:8080/tencent'
  const elsewhere = await createSandbox({ publicUrl: `${publicUrl}/` })
  const { Url, BizToken } = await officialClient(elsewhere).request('DetectAuth', {
    RuleId: '1000003',
  })
  expect(String(Url).startsWith(`${publicUrl}/connect/oauth2/authorize?`)).toBe(true)
  expect(elsewhere.publicUrl).toBe(publicUrl)
  const path = `/api/auth/getOpenidAndSaveToken?token=${BizToken}`
  const response = await fetch(`${elsewhere.url}${path}`, { redirect: 'manual' })
  expect(response.headers.get('location')).toBe(`${publicUrl}/h5?BizToken=${BizToken}`)
  await elsewhere.close()
})
