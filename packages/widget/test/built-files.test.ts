import { readFile } from 'node:fs/promises'
import { brotliDecompressSync, gunzipSync, gzipSync } from 'node:zlib'
import { parse } from 'acorn'
import { expect, test } from 'vitest'

const dist = (name: string) => new URL(`../dist/${name}`, import.meta.url)
const text = (name: string) => readFile(dist(name), 'utf8')
const files = ['faceid-h5.js', 'index.js', 'element.js'] as const

test.each([
  ['faceid-h5.js', 20_000],
  ['index.js', 9_500],
] as const)('%s weighs at most %d bytes gzipped, with everything in it', async (name, limit) => {
  const served =
    name === 'faceid-h5.js'
      ? await readFile(dist(`${name}.gz`))
      : gzipSync(await text(name), { level: 9 })
  expect(served.length).toBeLessThanOrEqual(limit)
  const readme = await readFile(new URL('../README.md', import.meta.url), 'utf8')
  expect(readme).toContain(`${limit / 1_000} kB`)
})

test.each(['faceid-h5.js', 'faceid-h5.css'])('%s lies compressed beside itself', async (name) => {
  const content = await readFile(dist(name))
  expect(content.equals(brotliDecompressSync(await readFile(dist(`${name}.br`))))).toBe(true)
  expect(content.equals(gunzipSync(await readFile(dist(`${name}.gz`))))).toBe(true)
})

test.each(files)('%s parses as ES2017', async (name) => {
  const code = await text(name)
  const sourceType = name === 'faceid-h5.js' ? 'script' : 'module'
  expect(() => parse(code, { ecmaVersion: 2017, sourceType })).not.toThrow()
  expect(() => parse('({ ...a })', { ecmaVersion: 2017 })).toThrow()
})

test.each(files)('%s has nothing that a strict policy or an old web-view refuses', async (name) => {
  const code = await text(name)
  const unsafe = /\beval\(|new Function|insertAdjacentHTML|document\.write|\(\?<[=!]|\.replaceAll\(/
  expect(code.match(unsafe)).toBeNull()
})

test('no address but XML names is in the script', async () => {
  const addresses = (await text('faceid-h5.js')).match(/https?:\/\/[\w.-]+/g) ?? []
  expect([...new Set(addresses)].sort()).toEqual(['http://www.w3.org'])
})

test('the headless module has no Preact and nothing of the element', async () => {
  expect(await text('index.js')).not.toMatch(/preact|faceid-token|attachShadow|核身/)
})

test('the style sheet beside the script is the one within it', async () => {
  const selectors = (await text('faceid-h5.css')).match(/--faceid-[\w-]+(?=:)/g) ?? []
  const script = await text('faceid-h5.js')
  expect(selectors.length).toBeGreaterThan(8)
  expect(selectors.filter((name) => !script.includes(`${name}:`))).toEqual([])
})
