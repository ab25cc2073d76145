import { afterEach, beforeEach, expect, test } from 'vitest'
import { createSandbox, type Sandbox } from '../src/index.js'
import { createFrequency } from '../src/state/frequency.js'
import { browse, phone } from './support/browser.js'
import { type OfficialClient, officialClient } from './support/official-client.js'

const second = 1000
const hour = 3_600_000
// Noon in China.
const noon = Date.parse('2026-11-23T04:00:00Z')

let sandbox: Sandbox
let client: OfficialClient

beforeEach(async () => {
  sandbox = await createSandbox({ now: () => noon })
  client = officialClient(sandbox)
})

afterEach(() => sandbox.close())

const action = 'GetDetectInfoEnhanced'

test('Results can be asked for three days, and not a moment longer', async () => {
  const BizToken = await client.start({ RuleId: '1000003' })
  sandbox.finish(BizToken)
  sandbox.clock.advance(72 * hour)
  expect((await client.info(BizToken)).Text?.ErrCode).toBe(0)
  sandbox.clock.advance(1)
  expect(await client.refusal(action, { BizToken, RuleId: '1000003' })).toBe(
    'InvalidParameterValue.BizTokenExpired',
  )
})

test('The hosted page is open for two hours, and then its token has expired', async () => {
  const bizToken = await client.start({ RuleId: '1000003' })
  const page = await browse(sandbox, bizToken, phone)
  expect(page.heading).toBe('Scan the ID card')
  sandbox.clock.advance(2 * hour)
  expect((await page.reload()).heading).toBe('Scan the ID card')
  sandbox.clock.advance(second)
  expect((await page.reload()).heading).toBe('This link has expired')
  expect((await client.info(bizToken)).Text?.ErrCode).toBe(15)
})

test.each([
  ['a little later', 60 * second, 'Passed'],
  ['not much later', 16 * 60 * second, 'This link has expired'],
])('An attempt that began in time may end %s', async (_, late, heading) => {
  const bizToken = await client.start({ RuleId: '1000003' })
  const face = await (await browse(sandbox, bizToken, phone)).press('ID card: pass')
  sandbox.clock.advance(2 * hour + late)
  expect((await face.press('Face: pass')).heading).toBe(heading)
})

test('An expired page keeps the failure that was there', async () => {
  const bizToken = await client.start({ RuleId: '1000003' })
  sandbox.finish(bizToken, { face: 2016 })
  sandbox.clock.advance(3 * hour)
  await browse(sandbox, bizToken, phone)
  expect((await client.info(bizToken)).Text?.ErrCode).toBe(2016)
})

test('The 101st call of an action within a second is one too many, of that action alone', async () => {
  const call = () => client.refusal('DetectAuth', { RuleId: '1000003' })
  const codes = await Promise.all(Array.from({ length: 101 }, call))
  expect(codes.filter((code) => code === 'no error')).toHaveLength(100)
  expect(codes.filter((code) => code === 'RequestLimitExceeded')).toHaveLength(1)
  expect(await client.refusal(action, { BizToken: 'X', RuleId: '1000003' })).toBe(
    'InvalidParameter',
  )
  sandbox.clock.advance(second)
  expect(await call()).toBe('no error')
})

test('A sandbox takes as many requests a second as it was told to', async () => {
  const narrow = await createSandbox({ now: () => noon, requestsPerSecond: 1 })
  const small = officialClient(narrow)
  await small.start({ RuleId: '1000003' })
  expect(await small.refusal('DetectAuth', { RuleId: '1000003' })).toBe('RequestLimitExceeded')
  await narrow.close()
})

test.each([
  ['an ID number, 15 a minute', { idCard: 'a' }, 15, 60 * second],
  ['a browser, 20 a day', { browser: 'a' }, 20, 24 * hour],
  ['a WeChat user, 20 a day', { openid: 'a' }, 20, 24 * hour],
])('%s: one more is too many, until the next period', (_, subjects, limit, period) => {
  const attempt = createFrequency(true)
  for (let count = 0; count < limit; count += 1) expect(attempt(subjects, noon)).toBe(true)
  expect(attempt(subjects, noon)).toBe(false)
  expect(attempt(subjects, noon + period)).toBe(true)
})

test('An ID number has 30 attempts a day, and the day ends at midnight in China', () => {
  const attempt = createFrequency(true)
  const minutes = Array.from({ length: 30 }, (_, minute) => noon + minute * 60 * second)
  for (const at of minutes) expect(attempt({ idCard: 'a' }, at)).toBe(true)
  expect(attempt({ idCard: 'a' }, noon + 12 * hour - 1)).toBe(false)
  expect(attempt({ idCard: 'b' }, noon + 12 * hour - 1)).toBe(true)
  expect(attempt({ idCard: 'a' }, noon + 12 * hour)).toBe(true)
})

test('On the hosted page the attempt that is too many ends with 2018', async () => {
  const bizToken = await client.start({ RuleId: '1000003' })
  let page = await (await browse(sandbox, bizToken, phone)).press('ID card: pass')
  for (let count = 0; count < 15; count += 1)
    page = await (await page.press(/1002/)).press('Try again')
  expect((await page.press('Face: pass')).text).toContain('2018')
  expect((await client.info(bizToken)).Text?.ErrCode).toBe(2018)
})

test('Without caps nobody tries too often', () => {
  const attempt = createFrequency(false)
  for (let count = 0; count < 31; count += 1) expect(attempt({ idCard: 'a' }, noon)).toBe(true)
})
