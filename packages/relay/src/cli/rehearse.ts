// `faceid-relay rehearse`: one real verification with the relay's own configuration, followed from the terminal. Writes
// down what Tencent did, without any value of a person.
import { randomUUID } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Mode } from '@faceid-h5/protocol'
import { renderUnicodeCompact } from 'uqr'
import { retentionMs } from '../lifetimes.js'
import { ProblemError } from '../problem.js'
import { createRelayContext, type RelayContext } from '../server/context.js'
import type { RelayOptions } from '../server/options.js'
import type { TencentClient } from '../tencent/client.js'
import { type DetectFacts, detectFacts } from '../tencent/detect-info.js'
import { ProviderError } from '../tencent/errors.js'
import { decrypt, encrypt } from '../tokens/encryption.js'
import { tickets } from '../tokens/ticket.js'
import { startVerification } from '../verification/start.js'
import { intentionToRead, type Verdict, verdict } from '../verification/verdict.js'
import { version } from '../version.js'
import { didYouMean, type OptionValues } from './arguments.js'
import { printFindings } from './finding.js'
import { readJsonFile } from './json-file.js'
import { CommandError } from './messages.js'
import { checkRehearsal } from './rehearse/checklist.js'
import {
  type RecordedCall,
  type Rehearsal,
  recordCall,
  recordUrl,
  tokenForm,
} from './rehearse/record.js'
import type { Terminal } from './terminal.js'

/** The BizToken is kept, encrypted, to ask what it answers after three days. */
const keptMs = 14 * 24 * 3_600_000

/** How often it looks for the return after the outcome, or for the outcome after the return. */
const patience = 30

interface Edge {
  /** Ends the following; what was seen so far is written. */
  signal: AbortSignal
  intervalMs: number
}

/** @returns whether nothing differs from what the relay is built on. @throws {CommandError} */
export async function rehearse(
  options: RelayOptions,
  values: OptionValues,
  terminal: Terminal,
  edge: Edge,
): Promise<boolean> {
  const context = await createRelayContext(options)
  const file = values.output ?? 'rehearsal.json'
  try {
    if (values.later) return await rehearseLater(context, file, terminal)
    await findRelay(context, terminal)
    const rehearsal = await perform(context, values, terminal, edge, file)
    return await finish(rehearsal, file, context, terminal)
  } finally {
    await context.close()
  }
}

async function perform(
  context: RelayContext,
  values: OptionValues,
  terminal: Terminal,
  { signal, intervalMs }: Edge,
  file: string,
): Promise<Rehearsal> {
  const { client, configuration, keys, now, sandbox } = context
  const { say, print, progress } = terminal
  const [name, scene] = sceneOf(context, values.scene)
  const identity = scene.identity === 'supplied' ? await askPerson(terminal) : undefined
  const chosen = values.mode === undefined ? ['overlay', 'native'] : [values.mode]
  let recordedStart: ReturnType<typeof recordCall> | undefined
  const recorder: typeof client = {
    ...client,
    call(action, parameters) {
      const answer = client.call(action, parameters)
      recordedStart = recordCall(answer)
      // The start reports it.
      recordedStart.catch(() => {})
      return answer
    },
  }
  const started = await startVerification(
    { ...context, client: recorder },
    { startedBy: 'merchant', starter: 'rehearsal' },
    {
      scene: name,
      reference: 'rehearsal',
      // Safe: another word is refused as a mode without a RuleId.
      modes: chosen as Mode[],
      returnUrl: scene.returnUrls[0] ?? '',
      ...(scene.handoff && { handoff: true }),
      ...(scene.consent && { consentVersion: 'rehearsal' }),
      ...(identity && { identity }),
    },
  ).catch((error: unknown) => {
    if (error instanceof ProblemError) throw new CommandError([error.message])
    if (!(error instanceof ProviderError)) throw error
    const { providerCode: code } = error
    throw new CommandError([['rehearse.notStarted', { code }], ['rehearse.runDoctor']])
  })
  const start = await recordedStart
  const opened = tickets.decrypt(keys, started.ticket, now())
  if (!opened.ok || start === undefined) throw new Error('the ticket does not decrypt')
  const verification = opened.value
  const { bizToken: BizToken, ruleId: RuleId } = verification
  const rehearsal: Rehearsal = {
    format: 'faceid-rehearsal/1',
    startedAt: new Date(verification.startedAt).toISOString(),
    versions: { relay: version, node: process.versions.node },
    endpoint: sandbox === undefined ? 'tencent' : 'sandbox',
    scene: {
      mode: started.mode,
      identity: scene.identity,
      intention: verification.intention?.mode ?? null,
    },
    start: start.call,
    url: recordUrl(start.answer.Url, BizToken),
    bizToken: tokenForm(BizToken),
    return: { seen: false, parameters: [] },
    extraInText: 'absent',
    reads: {},
    unknownToken: null,
    afterThreeDays: null,
    attempts: { made: 0, charged: 0 },
    verdict: { relay: null, ours: 'pending', operator: 'unknown' },
    codes: [],
  }

  rehearsal.reads.pending = (await read('1')).call
  const qr = renderUnicodeCompact(started.url, { ecc: 'L', border: 2 })
  if (terminal.columns > qr.indexOf('\n')) print(qr)
  print(started.url)
  print(say('rehearse.scan'))
  let last: Verdict = { status: 'pending', final: false }
  let ticksLeft = patience
  while (!signal.aborted) {
    last = await readVerdict()
    const seen = await readRelay()
    const { made } = rehearsal.attempts
    const seconds = Math.round((now() - verification.startedAt) / 1_000)
    const status = say(`rehearse.status.${last.status}`)
    progress(
      say('rehearse.progress', { seconds, made, status, returned: say(seen ? 'yes' : 'no') }),
    )
    // After a failed attempt the user may try again, until the browser has returned.
    if (last.final || seen) ticksLeft -= 1
    if (ticksLeft === 0 || (last.status !== 'pending' && seen)) break
    await sleep(intervalMs, undefined, { signal }).catch(() => {})
  }
  progress('')
  for (const part of ['1', '2', '3', '4', '5', '6']) rehearsal.reads[part] = (await read(part)).call
  rehearsal.unknownToken = (await readInfo(client, randomUUID().toUpperCase(), RuleId)).call
  rehearsal.verdict.ours = last.status
  await readRelay()
  if (terminal.ask && !signal.aborted) {
    // Ctrl-C is no answer; what was seen is written all the same.
    const answer = await terminal.ask(`${say('rehearse.question')}: `).catch(() => '')
    const meanings: Record<string, string> = { 1: 'passed', 2: 'failed', 3: 'pending' }
    rehearsal.verdict.operator = meanings[answer.trim()] ?? 'unknown'
  }
  const keep = { value: `${BizToken} ${RuleId}`, expiresAt: now() + keptMs }
  const later = encrypt(keys, 'ticket', keep, 'rehearsal')
  writeFileSync(`${file}.later`, JSON.stringify(later), { mode: 0o600 })
  return rehearsal

  async function read(InfoType: string) {
    const recorded = await readInfo(client, BizToken, RuleId, InfoType)
    rehearsal.codes = [...new Set([...rehearsal.codes, ...codesOf(recorded.call)])]
    const { LivenessDetail: attempts } = Object(recorded.answer.Text) as Record<string, unknown>
    if (Array.isArray(attempts)) {
      const charged = attempts.filter((attempt) => Object(attempt).IsNeedCharge === true).length
      rehearsal.attempts = { made: attempts.length, charged }
    }
    const { extra } = detectFacts(recorded.answer)
    if (extra !== undefined) rehearsal.extraInText = extra === started.id ? 'same' : 'different'
    return recorded
  }

  async function readVerdict(): Promise<Verdict> {
    const { answer } = await read('1')
    let facts: DetectFacts = detectFacts(answer)
    const mode = intentionToRead(verification, facts)
    if (mode !== undefined)
      facts = { ...facts, ...detectFacts((await read(mode === 'reading' ? '15' : '16')).answer) }
    return verdict(verification, facts, now())
  }

  /** Asks the relay at publicUrl, as a page does. @returns whether it saw the browser come back. */
  async function readRelay(): Promise<boolean> {
    const address = `${configuration.base}/v1/verifications/${verification.id}`
    const headers = { authorization: `Bearer ${started.ticket}` }
    const answer: unknown = await fetch(address, { headers, signal: AbortSignal.timeout(5_000) })
      .then((response) => response.json())
      // Reported as not seen.
      .catch(() => undefined)
    const { status, returned } = Object(answer) as Record<string, unknown>
    // Something else than a relay may answer: only what it can say is written down.
    if (/^(pending|passed|failed|expired)$/.test(String(status)))
      rehearsal.verdict.relay = String(status)
    if (Array.isArray(returned)) {
      const parameters = returned.map(String).filter((name) => /^[A-Za-z_()]{1,32}$/.test(name))
      rehearsal.return = { seen: true, parameters }
    }
    return rehearsal.return.seen
  }
}

async function finish(
  rehearsal: Rehearsal,
  file: string,
  { configuration: { hostedPageHosts } }: RelayContext,
  { say, print }: Terminal,
): Promise<boolean> {
  const items = checkRehearsal(rehearsal, hostedPageHosts)
  const count = await printFindings(items, { say, print }, '≠')
  writeFileSync(file, `${JSON.stringify(rehearsal, null, 2)}\n`)
  print('')
  print(say(count === 0 ? 'rehearse.same' : 'rehearse.different', { count }))
  print(say('rehearse.written', { file }))
  return count === 0
}

/** Asks once more for the BizToken of an earlier rehearsal, which should be gone by now. */
async function rehearseLater(context: RelayContext, file: string, terminal: Terminal) {
  // Safe: a file that a rehearsal wrote.
  const rehearsal = (await readJsonFile(file)) as Rehearsal
  const later = `${file}.later`
  const text = String(await readJsonFile(later))
  const isString = (value: unknown) => typeof value === 'string'
  const kept = decrypt(isString, context.keys, 'ticket', text, context.now(), 'rehearsal')
  if (!kept.ok) throw new CommandError([['rehearse.laterGone', { file: later }]])
  const from = Date.parse(rehearsal.startedAt) + retentionMs
  if (context.now() < from)
    throw new CommandError([['rehearse.tooEarly', { time: new Date(from).toISOString() }]])
  const [BizToken = '', RuleId = ''] = kept.value.split(' ')
  rehearsal.afterThreeDays = (await readInfo(context.client, BizToken, RuleId)).call
  return finish(rehearsal, file, context, terminal)
}

function readInfo(client: TencentClient, BizToken: string, RuleId: string, InfoType = '1') {
  return recordCall(client.call('GetDetectInfoEnhanced', { BizToken, RuleId, InfoType }))
}

function sceneOf({ configuration: { scenes } }: RelayContext, chosen: string | undefined) {
  const names = [...scenes.keys()]
  const name = chosen ?? (names.length === 1 ? names[0] : undefined) ?? ''
  const scene = scenes.get(name)
  if (scene !== undefined) return [name, scene] as const
  throw new CommandError([
    ['rehearse.scene', { scenes: names.join(', ') }],
    ...didYouMean(name, names),
  ])
}

/** Name and number go to Tencent and nowhere else. */
async function askPerson({ ask, say }: Terminal) {
  if (ask === undefined) throw new CommandError([['rehearse.needsTerminal']])
  const name = await ask(`${say('rehearse.name')}: `)
  return { name, idCard: await ask(`${say('rehearse.idCard')}: `) }
}

/** The browser returns to the relay at publicUrl; from here it may not be reachable. */
async function findRelay({ configuration: { base } }: RelayContext, { say, print }: Terminal) {
  const signal = AbortSignal.timeout(5_000)
  const answer = await fetch(`${base}/healthz`, { signal }).catch(() => undefined)
  print(say(answer?.ok ? 'rehearse.beside' : 'rehearse.noRelay', { base }))
}

function codesOf({ code, fields }: RecordedCall): string[] {
  const found = Object.entries(fields).filter(
    ([path, field]) =>
      field.code !== undefined && /(ErrCode|ErrorCode|DetailCode|Errcode)$/.test(path),
  )
  return [code, ...found.map(([path, field]) => `${path} ${field.code}`)]
}
