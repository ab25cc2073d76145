import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createApp } from '@faceid-h5/relay'
import { sandboxCredential } from '@faceid-h5/sandbox'
import { expect, test } from 'vitest'
import { defaultLimits } from '../../packages/relay/src/config/schema.js'
import type { DetectFacts } from '../../packages/relay/src/tencent/detect-info.js'
import { deriveRelayKeys } from '../../packages/relay/src/tokens/keys.js'
import { verdict } from '../../packages/relay/src/verification/verdict.js'
import { step } from '../../packages/widget/src/element/machine.js'
import { events, states } from '../../packages/widget/test/machine-samples.js'
import { readDocuments, root } from './documents.js'

const document = readDocuments().find(({ path }) => path === 'docs/architecture.md')
const diagrams = (document?.blocks ?? []).filter(({ language }) => language === 'mermaid')
const diagramWith = (text: string) => diagrams.find(({ code }) => code.includes(text))?.code ?? ''
const secret = Buffer.from(Array.from({ length: 32 }, (_, index) => index * 7)).toString('hex')

test('the arrows between the parts are the dependencies of their package.json', () => {
  const drawn = [...diagramWith('flowchart').matchAll(/^\s*(\w+)(?:\[.*?\])? (-->|-\.->) (\w+)/gm)]
  const folders = ['packages', 'apps'].flatMap((parent) =>
    readdirSync(join(root, parent)).map((name) => `${parent}/${name}`),
  )
  const real = [...folders, 'e2e'].flatMap((folder) => {
    const manifest = JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8'))
    const arrows = (field: string, arrow: string) =>
      Object.keys(manifest[field] ?? {})
        .filter((name) => name.startsWith('@faceid-h5/'))
        .map((name) => `${manifest.name.slice(11)} ${arrow} ${name.slice(11)}`)
    return [...arrows('dependencies', '-->'), ...arrows('devDependencies', '-.->')]
  })
  expect(drawn.map(([, from, arrow, to]) => `${from} ${arrow} ${to}`).sort()).toEqual(real.sort())
})

test('the addresses are those of the OpenAPI document', async () => {
  const app = await createApp({
    configuration: {
      publicUrl: 'https://m.shop.example',
      scenes: {
        member: {
          rules: { overlay: '1000003' },
          startedBy: 'browser',
          returnUrls: ['https://m.shop.example/'],
        },
      },
    },
    credentials: sandboxCredential,
    relaySecret: secret,
  })
  const { paths } = (await app.inject({ url: '/openapi.json' })).json<{
    paths: Record<string, Record<string, unknown>>
  }>()
  await app.close()
  const described = Object.entries(paths).flatMap(([path, operations]) =>
    Object.keys(operations).map((method) => `${method.toUpperCase()} ${path}`),
  )
  const named = [...(document?.text ?? '').matchAll(/\b(?:GET|POST) \/[\w./{}-]*[\w}]/g)].map(
    String,
  )
  for (const address of new Set(named)) expect(described).toContain(address)
  // The files of the widget stand for each other.
  const important = described.filter((address) => !address.includes('/faceid-h5'))
  for (const address of important) expect(named).toContain(address)
})

test('what is sealed is listed, purpose by purpose', () => {
  const [, section = ''] = (document?.prose ?? '').split('## What is sealed')
  const rows = [...(section.split('\n## ')[0] ?? '').matchAll(/^\| `([\w-]+)`/gm)]
  const { encryption } = deriveRelayKeys(secret).current
  expect(rows.map(([, purpose]) => purpose).sort()).toEqual(Object.keys(encryption).sort())
})

test('the limits are the defaults', () => {
  for (const [name, number] of Object.entries(defaultLimits)) {
    expect(document?.prose).toContain(`\`${name}\`, ${number.toLocaleString('en')}`)
  }
})

test('the ways of a verdict are those that it can take', () => {
  const drawn = arrowsOf(diagramWith('failed_for_good'))
  expect([...waysOfVerdicts()].sort()).toEqual(drawn.sort())
})

test('the ways of the element are some of those in its table, through every state', () => {
  const drawn = arrowsOf(diagramWith('checking --> ready'))
  const possible = new Set<string>()
  for (const situation of Object.values(states)) {
    for (const happening of Object.values(events)) {
      const [next] = step(situation, happening)
      possible.add(`${situation.name} ${next.name}`)
    }
  }
  for (const way of drawn) expect([...possible]).toContain(way)
  const names = new Set(Object.values(states).map(({ name }) => name))
  expect(new Set(drawn.flatMap((way) => way.split(' ')))).toEqual(names)
})

/** `pending passed`, without beginning and end. */
function arrowsOf(diagram: string): string[] {
  return [...diagram.matchAll(/^\s*(\w+) --> (\w+)/gm)].map(([, from, to]) => `${from} ${to}`)
}

/** What Tencent may say, then something else later, with an intention and without one. */
function waysOfVerdicts(): Set<string> {
  const facts: (DetectFacts | undefined)[] = [
    undefined,
    { faceCode: undefined, livenessTags: [], intentionCodes: {} },
    { faceCode: 2016, livenessTags: [], intentionCodes: {} },
    { faceCode: 0, livenessTags: [], intentionCodes: {} },
    ...[undefined, -301, 0].map(
      (code): DetectFacts => ({
        faceCode: 0,
        livenessTags: [],
        intentionDone: true,
        intentionMode: 'questions',
        intentionCodes: code === undefined ? {} : { questions: code },
      }),
    ),
  ]
  const ways = new Set<string>()
  for (const intention of ['questions', undefined] as const) {
    const asked = { id: 'v', startedAt: 0, ...(intention === undefined ? {} : { intention }) }
    const nameAt = (fact: DetectFacts | undefined, now: number) => {
      const { status, final } = verdict(asked, fact, now)
      return status === 'failed' && final ? 'failed_for_good' : status
    }
    for (const now of facts) {
      for (const later of facts) {
        for (const time of [2_000, 9_000_000]) {
          const [from, to] = [nameAt(now, 1_000), nameAt(later, time)]
          // A pass stays read; a token that Tencent has forgotten leaves what was known.
          if (from !== to && from !== 'passed' && later !== undefined) ways.add(`${from} ${to}`)
        }
      }
    }
  }
  return ways
}
