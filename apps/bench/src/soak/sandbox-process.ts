// The sandbox as a process of its own, steered over its HTTP controls; its clock is moved with those of the relays.
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import type { Behaviour, BehaviourAction } from '@faceid-h5/sandbox'
import { type Child, startChild } from './child.js'

export interface SandboxProcess {
  child: Child
  url: string
  /** Behaviours ordered so far, by kind and, for errors, code. */
  ordered: Map<string, number>
  next(action: BehaviourAction, behaviour: Behaviour, times: number): Promise<void>
  /** Takes back what nobody has called for yet. */
  behaveAgain(): Promise<void>
}

/** The steering preload, as it was built. */
export const preload = new URL('../../dist/soak/steered-preload.js', import.meta.url).href

/** @param name of a package of ours. @returns a file of its dist. */
export function builtFile(name: string, file: string): string {
  const manifest = createRequire(import.meta.url).resolve(`${name}/package.json`)
  return join(dirname(manifest), 'dist', file)
}

export async function startSandboxProcess(): Promise<SandboxProcess> {
  const main = builtFile('@faceid-h5/sandbox', 'main.js')
  const { child, said: url } = await startChild('sandbox', {
    command: process.execPath,
    args: ['--import', preload, main, '--port', '0', '--latency', '20'],
    ready: /not Tencent\): (http:\S+)/,
    steered: true,
  })
  const ordered = new Map<string, number>()
  return {
    child,
    url,
    ordered,
    async next(action, behaviour, times) {
      const name = nameOf(behaviour)
      ordered.set(name, (ordered.get(name) ?? 0) + times)
      await control('POST', 'next', { action, behaviour, times })
    },
    behaveAgain: () => control('DELETE', 'next'),
  }

  async function control(method: string, lever: string, body?: object): Promise<void> {
    const response = await fetch(`${url}/sandbox/${lever}`, {
      method,
      ...(body && {
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }),
    })
    if (!response.ok) throw new Error(`the sandbox refused ${lever}: ${await response.text()}`)
  }
}

export function nameOf(behaviour: Behaviour): string {
  switch (behaviour.kind) {
    case 'error':
      return behaviour.code
    case 'status':
      return `status ${behaviour.status}`
    case 'slow':
      return `slow, ${behaviour.ms} ms`
    case 'reset':
      return behaviour.midBody ? 'reset in the middle' : 'reset'
    default:
      return behaviour.kind
  }
}
