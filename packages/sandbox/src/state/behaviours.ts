/** How the next calls of an action misbehave. First in, first out; `*` is for whichever call comes. */
export type Behaviour =
  | { kind: 'slow'; ms: number }
  | { kind: 'reset'; midBody?: boolean }
  | { kind: 'status'; status: number }
  | { kind: 'error'; code: string; message?: string }
  | { kind: 'hang' | 'empty' | 'html' | 'truncated' }
  | { kind: 'ok' }

export type BehaviourAction = 'DetectAuth' | 'GetDetectInfoEnhanced' | '*'

/** The fields and the effect of each kind. */
export const behaviourMeanings: Readonly<Record<Behaviour['kind'], [fields: string, en: string]>> =
  {
    slow: ['`ms`', 'the right response, after this many milliseconds of real time'],
    hang: ['', 'no response, ever'],
    reset: [
      '`midBody?`',
      'the connection is reset, before the answer or in the middle of its body',
    ],
    status: ['`status`', 'this HTTP status, with HTML as from a load balancer'],
    empty: ['', 'HTTP 200 with `{}`'],
    html: ['', 'HTTP 200 with HTML instead of JSON'],
    truncated: ['', 'HTTP 200 with JSON that ends too early'],
    error: ['`code`, `message?`', 'an API error; undocumented codes too'],
    ok: ['', 'the right response: a gap between other behaviours'],
  }

export const behaviourKinds = Object.keys(behaviourMeanings)

export function createBehaviours() {
  let queue: { action: BehaviourAction; behaviour: Behaviour; left: number }[] = []
  return {
    add(action: BehaviourAction, behaviour: Behaviour, times: number) {
      if (!Number.isInteger(times) || times < 1) throw new TypeError('`times` must be 1 or more')
      queue.push({ action, behaviour, left: times })
    },
    take(action: string): Behaviour {
      const entry = queue.find((waiting) => waiting.action === '*' || waiting.action === action)
      if (!entry) return { kind: 'ok' }
      entry.left -= 1
      if (entry.left === 0) queue = queue.filter((waiting) => waiting !== entry)
      return entry.behaviour
    },
    clear() {
      queue = []
    },
  }
}
