/** One sandbox and one client of it for a test file, closed after its last test. */
import { afterAll } from 'vitest'
import { createSandbox, type SandboxOptions } from '../../src/index.js'
import { officialClient } from './official-client.js'

export async function useSandbox(options?: SandboxOptions) {
  const sandbox = await createSandbox(options)
  afterAll(() => sandbox.close())
  return { sandbox, client: officialClient(sandbox) }
}
