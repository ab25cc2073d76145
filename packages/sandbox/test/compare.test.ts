import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { runCommand } from '../src/command.js'
import { compareRehearsal } from '../src/compare.js'

// What is compared with rehearsals of the relay is in packages/relay/test/rehearse.test.ts.
const folder = mkdtempSync(join(tmpdir(), 'faceid-compare-'))
afterAll(() => rmSync(folder, { recursive: true }))

const call = (code: string) => ({ code, fields: {} })
const record = {
  format: 'faceid-rehearsal/1',
  scene: { mode: 'overlay', identity: 'captured', intention: null },
  start: call('InvalidParameter'),
  url: { path: '/elsewhere', parameters: ['appid'], fragment: '' },
  bizToken: '20 characters, lower case',
  return: { seen: true, parameters: ['token'] },
  extraInText: 'absent',
  reads: {
    '1': {
      code: 'Success',
      fields: {
        'Text.ErrCode': { type: 'string', code: '0' },
        'Text.NewField': { type: 'number' },
      },
    },
  },
  unknownToken: call('FailedOperation'),
  afterThreeDays: call('InvalidParameter'),
}

describe('comparing a record with the sandbox', () => {
  it('lists every kind of difference with both sides', () => {
    const differences = compareRehearsal(record)
    expect(differences).toEqual(
      expect.arrayContaining([
        { where: 'DetectAuth: code', recorded: 'InvalidParameter', sandbox: 'Success' },
        {
          where: 'Url: path',
          recorded: '/elsewhere',
          sandbox: '/connect/oauth2/authorize',
        },
        { where: 'return: parameters', recorded: 'token', sandbox: 'BizToken, Extra' },
        { where: 'InfoType 1: Text.ErrCode', recorded: 'string', sandbox: 'number' },
        { where: 'InfoType 1: Text.NewField', recorded: 'number', sandbox: 'absent' },
        { where: 'InfoType 1: Text.Sim', recorded: 'absent', sandbox: 'string' },
        { where: 'Text.Extra', recorded: 'absent', sandbox: 'same' },
        {
          where: 'unknown BizToken: code',
          recorded: 'FailedOperation',
          sandbox: 'InvalidParameter',
        },
      ]),
    )
    expect(differences.map(({ where }) => where)).toContain('BizToken after three days: code')
  })

  it('is a command that ends with 1 if anything differs, and with 2 for another file', async () => {
    const file = join(folder, 'rehearsal.json')
    writeFileSync(file, JSON.stringify(record))
    const { exitCode, output } = await runCommand(['compare', file])
    expect([exitCode, output.includes('InfoType 1: Text.NewField')]).toEqual([1, true])
    writeFileSync(file, '{}')
    expect((await runCommand(['compare', file])).exitCode).toBe(2)
    expect((await runCommand(['compare'])).exitCode).toBe(2)
  })
})
