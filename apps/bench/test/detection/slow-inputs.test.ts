import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { knownUserAgents } from '../../src/detection/known-user-agents.js'
import { slowInputs } from '../../src/detection/slow-inputs.js'

test('every input has its own name and exactly the length asked for', () => {
  const inputs = slowInputs(1_000)
  expect(inputs.filter(({ text }) => text.length !== 1_000)).toEqual([])
  expect(new Set(inputs.map(({ name }) => name)).size).toBe(inputs.length)
})

test('every pattern of the detection finds something in one of the inputs', async () => {
  const file = new URL('../../../../packages/widget/src/detect-environment.ts', import.meta.url)
  const source = await readFile(file, 'utf8')
  const patterns = [...source.matchAll(/says\(\/(.+?)\/i\)/g)].map(([, pattern = '']) => pattern)
  expect(patterns.length).toBeGreaterThan(15)
  const texts = slowInputs(1_000).map(({ text }) => text)
  const found = (pattern: string) => texts.some((text) => new RegExp(pattern, 'i').test(text))
  expect(patterns.filter((pattern) => !found(pattern))).toEqual([])
})

test('the User-Agents of the widget’s tests and of the end-to-end tests are known', async () => {
  const names = Object.keys(await knownUserAgents())
  expect(names).toEqual(expect.arrayContaining(['wechatX5', 'linuxWechat', 'desktop']))
})
