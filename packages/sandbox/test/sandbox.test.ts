import { afterAll, beforeAll, expect, test } from 'vitest'
import { createSandbox, type Sandbox } from '../src/index.js'
import { type OfficialClient, officialClient } from './support/official-client.js'

let sandbox: Sandbox
let client: OfficialClient

beforeAll(async () => {
  sandbox = await createSandbox()
  client = officialClient(sandbox)
})

afterAll(() => sandbox.close())

test('A BizToken goes from nothing through a failure to a pass', async () => {
  const issued = await client.request('DetectAuth', { RuleId: '1000003', Extra: 'mine' })
  const ask = { BizToken: issued.BizToken, RuleId: '1000003', InfoType: '1' }
  const bizToken = String(issued.BizToken)
  expect(bizToken).toMatch(/^[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}$/)

  const before = await client.request('GetDetectInfoEnhanced', ask)
  expect(before.Text).toMatchObject({ ErrCode: null, Extra: 'mine', LivenessDetail: null })

  sandbox.finish(bizToken, { face: 1004 })
  const failed = await client.request('GetDetectInfoEnhanced', ask)
  expect(failed.Text).toMatchObject({ ErrCode: 1004, LivenessDetail: [{ Errcode: 1004 }] })

  sandbox.finish(bizToken)
  const passed = await client.request('GetDetectInfoEnhanced', ask)
  expect(passed.Text).toMatchObject({ ErrCode: 0, Sim: '97.35' })
  expect(sandbox.calls('GetDetectInfoEnhanced')).toHaveLength(3)
})

test('A misbehaviour is for the next calls only', async () => {
  sandbox.next('DetectAuth', { kind: 'error', code: 'RequestLimitExceeded' }, 2)
  expect(await client.refusal('DetectAuth', { RuleId: '1000003' })).toBe('RequestLimitExceeded')
  expect(await client.refusal('DetectAuth', { RuleId: '1000003' })).toBe('RequestLimitExceeded')
  expect(await client.refusal('DetectAuth', { RuleId: '1000003' })).toBe('no error')
})
