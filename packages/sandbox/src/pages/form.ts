/** What a form of the hosted page says. Anything else is no choice. */
import type { Choice, Step } from './flow.js'

export interface Form {
  bizToken: string
  choice: Choice | undefined
}

export function readForm(body: unknown): Form {
  const form = new URLSearchParams(Buffer.isBuffer(body) ? body.toString('utf8') : '')
  return { bizToken: form.get('BizToken') ?? '', choice: choiceOf(form) }
}

function choiceOf(form: URLSearchParams): Choice | undefined {
  const act = form.get('act')
  if (act === 'again' || act === 'leave' || act === 'expire' || act === 'environment')
    return { act }
  const step = stepOf(form.get('step'))
  const code = Number(form.get('code') || Number.NaN)
  if (act !== 'outcome' || !step || !Number.isInteger(code)) return undefined
  return { act, step, code }
}

function stepOf(text: string | null): Step | undefined {
  return text === 'card' || text === 'face' || text === 'intention' ? text : undefined
}
