// Asks the relays as a page or a back end does, again and again where it is told to, and writes down what it was told.
import type { Problem } from '@faceid-h5/protocol'
import { type Answer, sortAnswer } from './answer.js'
import { type Ledger, retried, second } from './ledger.js'

export interface Caller {
  /** One request, sorted and counted. */
  ask(request: Asked): Promise<Answer>
  /** For packages that bring their own tries: what comes back is sorted and counted all the same. */
  fetch: typeof fetch
  /**
   * Again until there is an answer, or a problem that trying again does not mend.
   * @throws {Unended} after `patience` milliseconds.
   */
  patiently<T>(what: string, attempt: () => Promise<Attempt<T>>): Promise<T | Problem>
}

export interface Asked {
  path: string
  method?: 'GET' | 'POST'
  headers?: Record<string, string>
  body?: object
  /** A plain page is an answer too. */
  page?: boolean
}

export type Attempt<T> =
  | { done: T }
  | { again: string; afterMs?: number | undefined }
  | { problem: Problem }

/** It came to no end in the time there was. */
export class Unended extends Error {
  override readonly name = 'Unended'
}

export interface CallerOptions {
  url: string
  ledger: Ledger
  patience: number
  wait(ms: number): Promise<void>
  /** While the sandbox says that the account is not in order, callers are told so and come back later. */
  accountTrouble(): boolean
}

export function createCaller(options: CallerOptions): Caller {
  const { url, ledger, patience, wait, accountTrouble } = options

  function count(answer: Answer): Answer {
    ledger.answers += 1
    if (answer.kind === 'unclear') ledger.unclear.push(answer.what)
    const again =
      answer.kind === 'silence' || (answer.kind === 'problem' && answer.problem.retryable)
    second(ledger)[again ? 'again' : 'fine'] += 1
    return answer
  }

  return {
    async ask({ path, method = 'GET', headers = {}, body, page = false }) {
      try {
        const response = await fetch(url + path, {
          method,
          redirect: 'manual',
          headers: { ...headers, ...(body && { 'content-type': 'application/json' }) },
          ...(body && { body: JSON.stringify(body) }),
        })
        const { status, headers: answered } = response
        return count(sortAnswer({ status, headers: answered, body: await response.text() }, page))
      } catch {
        return count({ kind: 'silence', code: 'connection lost' })
      }
    },
    async fetch(input, init) {
      const response = await fetch(input, init)
      const { status, headers } = response
      // Media are not read here, and are never a problem.
      if (response.ok && !headers.get('content-type')?.startsWith('application/json'))
        return response
      const body = await response.text()
      count(sortAnswer({ status, headers, body }))
      return new Response(body, { status, headers })
    },
    async patiently(what, attempt) {
      const until = ledger.clock() + patience
      const codes: string[] = []
      for (;;) {
        const outcome = await attempt()
        if ('done' in outcome) {
          retried(ledger, codes)
          return outcome.done
        }
        let afterMs: number | undefined
        if ('problem' in outcome) {
          const { code } = outcome.problem
          const excused = code === 'merchant_misconfigured' || code === 'invalid_request'
          if (!(excused && accountTrouble())) {
            retried(ledger, codes)
            return outcome.problem
          }
          ledger.refusedByAccount.set(code, (ledger.refusedByAccount.get(code) ?? 0) + 1)
          afterMs = 1_000
        } else {
          codes.push(outcome.again)
          afterMs = outcome.afterMs
        }
        if (ledger.clock() > until) {
          retried(ledger, codes)
          throw new Unended(`${what}: still ${codes.at(-1) ?? 'refused'} after ${patience} ms`)
        }
        await wait(afterMs ?? 300)
      }
    },
  }
}

/** What an answer means to one who wants to try again. */
export function attemptOf(answer: Answer): Attempt<Extract<Answer, { kind: 'answer' }>> {
  switch (answer.kind) {
    case 'answer':
      return { done: answer }
    case 'silence':
      return { again: answer.code }
    case 'unclear':
      return { again: 'unclear' }
    case 'problem': {
      const { problem, retryAfterMs } = answer
      return problem.retryable ? { again: problem.code, afterMs: retryAfterMs } : { problem }
    }
  }
}
