import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer, request, type Server } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { json } from 'node:stream/consumers'
import {
  compareRehearsal,
  createSandbox,
  type Outcome,
  type Sandbox,
  sandboxCredential,
} from '@faceid-h5/sandbox'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { freePort } from '../../../.config/free-port.js'
import { CommandError, type Language, translate } from '../src/cli/messages.js'
import type { Rehearsal } from '../src/cli/rehearse/record.js'
import { rehearse } from '../src/cli/rehearse.js'
import { createApp } from '../src/server/app.js'
import { relayOptions, shop } from './relay-under-test.js'
import { listen } from './running-relay.js'
import { apiKey, secretA } from './secrets.js'

/** Planted at the sandbox and in the configuration: nothing of it may be written down. */
const person = { name: '金丝雀', idCard: '11010519491231002X' }
const canaries = ['金丝雀', person.idCard, apiKey, secretA, ...Object.values(sandboxCredential)]

const returnUrls = [`${shop}/`]
const folder = mkdtempSync(join(tmpdir(), 'faceid-rehearse-'))
const file = join(folder, 'rehearsal.json')
let sandbox: Sandbox
let proxy: Server
let endpoint: string
/** Changes the answers on their way to the relay: a Tencent that differs from the sandbox. */
let alter: (answer: Altered) => unknown
beforeAll(async () => {
  sandbox = await createSandbox()
  proxy = createServer((incoming, outgoing) => {
    const { method, headers } = incoming
    const onward = request(sandbox.url, { method, headers }, async (answer) => {
      // Safe: the sandbox answers as Tencent does.
      const body = (await json(answer)) as { Response?: Altered }
      if (body.Response !== undefined) alter(body.Response)
      outgoing.end(JSON.stringify(body))
    })
    incoming.pipe(onward)
  })
  endpoint = await listen(proxy)
})
beforeEach(() => {
  alter = () => {}
})
afterAll(async () => {
  proxy.close()
  proxy.closeAllConnections()
  await sandbox.close()
  rmSync(folder, { recursive: true })
})

interface Altered {
  Text?: { Extra?: string; LivenessMode?: unknown } | null
  IsVerifyIntention?: boolean
  IntentionVerifyType?: string
  Error?: { Code: string }
}

interface User {
  finish(outcome?: Outcome): void
  back(query?: string): Promise<void>
  stop(): void
}

interface Played {
  scene?: string
  /** What the user does once the code is shown; by default passes and comes back. */
  user?: (play: User) => unknown
  besideRelay?: boolean
  answers?: string[]
  language?: Language
  later?: boolean
}

async function play({
  scene = 'member',
  user = ({ finish, back }) => {
    finish()
    return back()
  },
  besideRelay = true,
  answers = ['1'],
  language = 'en',
  later = false,
}: Played = {}) {
  const port = await freePort()
  const options = {
    ...relayOptions,
    configuration: {
      publicUrl: `http://127.0.0.1:${port}/faceid`,
      scenes: {
        member: { rules: { overlay: '1000003' }, returnUrls },
        loan: {
          rules: { native: '1000001' },
          identity: 'supplied',
          returnUrls,
          intention: { mode: 'questions', questions: [{ ask: '同意吗？', answers: ['同意'] }] },
        },
      },
    },
    now: () => sandbox.clock.now(),
    endpoint,
  }
  const relay = besideRelay ? await createApp(options) : undefined
  await relay?.listen({ port })
  const lines: string[] = []
  const stop = new AbortController()
  let userDone: unknown
  const terminal = {
    language,
    say: translate.bind(undefined, language),
    print(line: string) {
      lines.push(line)
      const bizToken = sandbox.tokens().at(-1)?.bizToken ?? 'none'
      if (!line.includes(bizToken) || userDone !== undefined) return
      const { request: sent } = sandbox.tokens().at(-1) ?? {}
      const query = `?BizToken=${bizToken}&Extra=${sent?.Extra}`
      userDone = user({
        finish: (outcome) => sandbox.finish(bizToken, outcome),
        back: async (other = query) => {
          await fetch(`${sent?.RedirectUrl}${other}`, { redirect: 'manual' })
        },
        stop: () => stop.abort(),
      })
    },
    progress() {},
    columns: 120,
    ask: async () => answers.shift() ?? '',
  }
  try {
    const edge = { signal: stop.signal, intervalMs: 20 }
    const values = { scene, output: file, ...(later ? { later: 'true' } : {}) }
    const same = await rehearse(options, values, terminal, edge)
    await userDone
    const text = readFileSync(file, 'utf8')
    const recorded: Rehearsal = JSON.parse(text)
    const signs = lines.filter((line) => /^[✓≠–] /.test(line))
    return { same, text, recorded, lines, different: signs.filter((line) => line[0] === '≠') }
  } finally {
    await relay?.close()
  }
}

/** Where the sandbox differs from the record. */
const differing = (recorded: Rehearsal) => compareRehearsal(recorded).map(({ where }) => where)

describe('a rehearsal against the sandbox', () => {
  it('finds no difference', async () => {
    const { same, recorded, different } = await play()
    expect(different).toEqual([])
    expect(same).toBe(true)
    expect(recorded).toMatchObject({
      endpoint: 'sandbox',
      return: { seen: true, parameters: ['BizToken', 'Extra'] },
      extraInText: 'same',
      unknownToken: { code: 'InvalidParameter' },
      attempts: { made: 1, charged: 1 },
      verdict: { relay: 'passed', ours: 'passed', operator: 'passed' },
    })
    expect(differing(recorded)).toEqual([])
  })

  it('verifies a person and an intention, in Chinese, and writes down nothing of the person', async () => {
    const answers = [person.name, person.idCard, '1']
    const { same, text, recorded, lines } = await play({ scene: 'loan', answers, language: 'zh' })
    expect([same, recorded.scene.intention]).toEqual([true, 'questions'])
    const code = ['IntentionQuestionResult.FinalResultDetailCode', 'code']
    expect(recorded.reads['6']?.fields).toHaveProperty(code, '0')
    const { bizToken, request: sent } = sandbox.tokens().at(-1) ?? {}
    const state = String(sent?.RedirectUrl).split('/').at(-1)
    for (const canary of [...canaries, bizToken, state, sent?.Extra]) {
      expect(text).not.toContain(canary)
    }
    // The address for the phone carries the BizToken; the checklist does not.
    const checklist = lines.slice(lines.findIndex((line) => /^[✓≠–] /.test(line))).join('\n')
    for (const canary of [...canaries, bizToken, state]) expect(checklist).not.toContain(canary)
    for (const line of lines.filter((text) => /^[✓≠–] /.test(text))) expect(line).toMatch(/[一-鿿]/)
    expect(readFileSync(`${file}.later`, 'utf8')).not.toContain(bizToken)
    expect(differing(recorded)).toEqual([])
  })

  it('says when the browser did not come back, and that it can be tried again after a failure', async () => {
    const user = ({ finish, stop }: User) => [finish({ face: 1004 }), stop()]
    const { recorded, lines } = await play({ answers: ['2'], user })
    expect(recorded.return.seen).toBe(false)
    expect(recorded.verdict).toMatchObject({ ours: expect.any(String), operator: 'unknown' })
    const [noReturn] = translate('en', 'rehearse.noReturn').split('\n')
    expect(lines.join('\n')).toContain(`\n– ${noReturn}`)
  })

  it('ends at Ctrl-C and writes what was seen, and says that no relay answers', async () => {
    const user = ({ stop }: User) => stop()
    const { recorded, lines } = await play({ user, besideRelay: false })
    expect(lines.join()).toContain('No relay answers')
    expect([recorded.verdict.ours, recorded.extraInText]).toEqual(['pending', 'same'])
  })

  it('reports a verdict that is not what the operator saw', async () => {
    const { same, different } = await play({ answers: ['2'] })
    expect([same, different.length]).toEqual([false, 1])
  })

  it('suggests the scene that was meant', async () => {
    const refused = await play({ scene: 'memebr' }).catch((error: unknown) => error)
    expect(refused).toBeInstanceOf(CommandError)
    expect(String(refused)).toContain('member')
  })
})

describe('a Tencent that differs from the sandbox', () => {
  it.each<[string, Played, (answer: Altered) => unknown, string]>([
    ['without Extra', {}, ({ Text }) => delete Text?.Extra, 'Text.Extra'],
    [
      'with another parameter name on the return',
      { user: async ({ finish, back }) => [finish(), await back('?bizToken=1&Extra=2')] },
      () => {},
      'return: parameters',
    ],
    [
      'without the intention’s fields',
      { scene: 'loan', answers: [person.name, person.idCard, '1'] },
      (answer) => {
        delete answer.IsVerifyIntention
        delete answer.IntentionVerifyType
      },
      'InfoType 1: IsVerifyIntention',
    ],
    [
      'with a string instead of a number',
      {},
      ({ Text }) => Object.assign(Text ?? {}, { LivenessMode: '4' }),
      'InfoType 1: Text.LivenessMode',
    ],
  ])('%s is caught', async (_title, played, change, where) => {
    alter = change
    const { recorded } = await play(played)
    expect(differing(recorded)).toContain(where)
  })

  it('with another code after three days is caught', async () => {
    await play()
    await expect(play({ later: true })).rejects.toBeInstanceOf(CommandError)
    sandbox.clock.advance(3 * 24 * 3_600_000 + 1)
    const { recorded } = await play({ later: true })
    expect(recorded.afterThreeDays?.code).toBe('InvalidParameterValue.BizTokenExpired')
    expect(differing(recorded)).toEqual([])
    alter = ({ Error: error }) => error && Object.assign(error, { Code: 'InvalidParameter' })
    const other = await play({ later: true })
    expect(differing(other.recorded)).toEqual(['BizToken after three days: code'])
    expect(other.different).toHaveLength(1)
  })
})
