/**
 * Simulates Tencent Cloud FaceID on your laptop. Not for production: it listens on loopback only,
 * unless `allowRemote` is set.
 */
import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Controls, createControls } from './admin/controls.js'
import type { ApiContext } from './api/context.js'
import { listen } from './listen.js'
import { normalizeOptions, type SandboxOptions } from './options.js'
import { createService } from './service.js'
import { createState } from './state/state.js'

export interface Sandbox extends Controls {
  /** Where it listens: the API is `POST /` there. */
  url: string
  /** What browsers reach it under. */
  publicUrl: string
  close(): Promise<void>
}

export async function createSandbox(options?: SandboxOptions): Promise<Sandbox> {
  const normalized = normalizeOptions(options)
  let url = ''
  const context: ApiContext = {
    options: normalized,
    state: createState(normalized, randomUUID),
    publicUrl: () => normalized.publicUrl ?? url,
    randomId: randomUUID,
    realTime: Date.now,
    wait: async (ms) => {
      // A closed sandbox must not keep a process alive to the end of a slow answer.
      if (ms > 0) await sleep(ms, undefined, { ref: false })
    },
  }
  const controls = createControls(context)
  const app = createService(context, controls)
  url = await listen(app, normalized)
  return { ...controls, url, publicUrl: context.publicUrl(), close: () => app.close() }
}
