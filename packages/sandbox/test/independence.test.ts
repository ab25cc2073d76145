import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const root = new URL('../', import.meta.url)
const read = (path: string) => readFileSync(new URL(path, root), 'utf8')
const sources = readdirSync(new URL('src', root), { recursive: true })
  .map(String)
  .filter((name) => name.endsWith('.ts'))

test('Nothing of ours is imported, so that no mistake of ours is shared', () => {
  for (const name of sources) {
    const imported = [...read(`src/${name}`).matchAll(/from '([^']+)'/g)].map(([, from]) => from)
    const foreign = imported.filter((from) => !from?.startsWith('.') && !from?.startsWith('node:'))
    expect([name, foreign.filter((from) => from !== 'fastify')]).toEqual([name, []])
  }
  expect(sources.length).toBeGreaterThan(50)
  // Fastify's own dependency is named for its version only.
  const dependencies = ['fastify', 'light-my-request']
  expect(Object.keys(JSON.parse(read('package.json')).dependencies)).toEqual(dependencies)
})

test('The rings point inwards: the state knows neither HTTP nor pages', () => {
  for (const name of sources.filter((path) => path.startsWith('state/')))
    expect([
      name,
      /from '(fastify|node:http|\.\.\/(api|pages|control|media|service|server))/.test(
        read(`src/${name}`),
      ),
    ]).toEqual([name, false])
})
