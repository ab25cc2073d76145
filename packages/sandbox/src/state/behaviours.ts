/** How the next calls of an action misbehave. First in, first out; `*` is for whichever call comes. */
const plainKinds = ['hang', 'empty', 'html', 'truncated'] as const
export const behaviourKinds = [...plainKinds, 'ok', 'slow', 'reset', 'status', 'error'] as const

export type Behaviour =
  | { kind: 'slow'; ms: number }
  | { kind: 'reset'; midBody?: boolean }
  | { kind: 'status'; status: number }
  | { kind: 'error'; code: string; message?: string }
  | { kind: (typeof plainKinds)[number] }
  | { kind: 'ok' }

export type BehaviourAction = 'DetectAuth' | 'GetDetectInfoEnhanced' | '*'

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
