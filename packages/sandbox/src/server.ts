/**
 * Simulates Tencent Cloud FaceID on your laptop. Not for production: it listens on loopback only,
 * unless `allowRemote` is set.
 */
import { type Controls, createControls } from './admin/controls.js'
import type { ApiContext } from './api/context.js'
import { SandboxError } from './errors.js'
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
  const { host, port } = normalized
  let url = ''
  const context: ApiContext = {
    options: normalized,
    state: createState(normalized),
    publicUrl: () => normalized.publicUrl ?? url,
  }
  const controls = createControls(context)
  const app = createService(context, controls)
  try {
    url = await app.listen({ host, port })
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? cause.code : undefined
    if (code === 'EADDRINUSE')
      throw new SandboxError('port_taken', `port ${port} of ${host} is taken; choose another one`, {
        cause,
      })
    if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND')
      throw new SandboxError('address_unavailable', `${host} is no address of this machine`, {
        cause,
      })
    throw cause
  }
  return { ...controls, url, publicUrl: context.publicUrl(), close: () => app.close() }
}
