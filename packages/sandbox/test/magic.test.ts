import { expect, test } from 'vitest'
import { magicIdCard, magicNames } from '../src/index.js'
import { browse, desktop, phone } from './support/browser.js'
import { person, questions, reading } from './support/people.js'
import { useSandbox } from './support/use-sandbox.js'

const { sandbox, client } = await useSandbox()

const RedirectUrl = 'https://m.shop.example/back'

// name → Text.ErrCode, code of the intention, sent back
const outcomes: Record<string, [face: number | null, intention: number | null, returns: boolean]> =
  {
    沙箱通过: [0, 0, true],
    沙箱再试: [0, 0, true],
    沙箱非活体: [1002, null, true],
    沙箱低分: [2016, null, true],
    沙箱不符: [2006, null, true],
    沙箱无此人: [2005, null, true],
    沙箱无照片: [2007, null, true],
    沙箱异证: [301, null, true],
    沙箱过期证: [302, null, true],
    沙箱超次: [2018, null, true],
    沙箱断网: [1008, null, true],
    沙箱故障: [4, null, true],
    沙箱拒绝: [0, -301, true],
    沙箱禁麦: [0, -801, true],
    沙箱省字段: [0, 0, true],
    沙箱离开: [null, null, false],
    沙箱半途: [0, null, false],
  }

test('Every magic name is one of these', () => {
  expect(Object.keys(magicNames)).toEqual(Object.keys(outcomes))
})

test.each(Object.entries(outcomes))('%s goes its way without a choice', async (Name, expected) => {
  const [face, intention, returns] = expected
  const bizToken = await client.start({ ...questions, Name, RedirectUrl })
  const page = await browse(sandbox, bizToken, phone)
  expect(page.text).toMatch(/http-equiv="refresh" content="1; url=\/h5\/magic\?BizToken=/)
  const end = await page.press('Continue')
  if (returns) expect(end.hops.at(-1)).toBe(`${RedirectUrl}?BizToken=${bizToken}`)
  else expect(end.heading).toBe('You have left')
  const info = await client.info(bizToken, { InfoType: '16' })
  expect(info.Text?.ErrCode).toBe(face)
  expect(info.IntentionQuestionResult?.FinalResultDetailCode).toBe(intention)
})

test('A rule without intention passes a name that refuses one', async () => {
  const bizToken = await client.start({ RuleId: '1000007', ...person, Name: '沙箱拒绝' })
  await (await browse(sandbox, bizToken, phone)).press('Continue')
  expect((await client.info(bizToken)).Text?.ErrCode).toBe(0)
})

test('Who reads aloud refuses in the codes of reading', async () => {
  const bizToken = await client.start({ ...reading, Name: '沙箱拒绝' })
  await (await browse(sandbox, bizToken, phone)).press('Continue')
  const info = await client.info(bizToken, { InfoType: '5' })
  expect(info.IntentionVerifyData?.ErrorCode).toBe(-10)
})

test.each([
  [302, 0],
  [1301, 0],
  [2012, 0],
  [0, -804],
])('A magic number ends with %i for the face and %i for the intention', async (face, intention) => {
  const bizToken = await client.start({ ...questions, IdCard: magicIdCard(face, intention) })
  await (await browse(sandbox, bizToken, phone)).press('Continue')
  const info = await client.info(bizToken, { InfoType: '16' })
  expect(info.Text).toMatchObject({ ErrCode: face, UseIDType: 0 })
  if (face === 0) expect(info.IntentionQuestionResult?.FinalResultDetailCode).toBe(intention)
})

test('A captured name is nobody’s choice, so it is not magic', async () => {
  const bizToken = await client.start({ RuleId: '1000003' })
  expect((await browse(sandbox, bizToken, phone)).heading).toBe('Scan the ID card')
})

test('Magic does not get round the check of the environment', async () => {
  const bizToken = await client.start({ RuleId: '1000007', ...person, Name: '沙箱通过' })
  const page = await browse(sandbox, bizToken, desktop)
  expect(page.heading).toBe('Open this on a phone')
  await fetch(`${sandbox.url}/h5/magic?BizToken=${bizToken}`, { redirect: 'manual' })
  expect((await client.info(bizToken)).Text?.ErrCode).toBeNull()
})
