// The User-Agents which the repository's tests know: every signature and trap, and what real phones send.
import { fileURLToPath } from 'node:url'
import { runnerImport } from 'vite'

export async function knownUserAgents(): Promise<Record<string, string>> {
  const [widget, endToEnd] = await Promise.all(
    ['packages/widget/test/user-agents.ts', 'e2e/support/user-agents.ts'].map(userAgentsOf),
  )
  return { ...widget, ...endToEnd }
}

async function userAgentsOf(file: string): Promise<Record<string, string>> {
  const path = fileURLToPath(new URL(`../../../../${file}`, import.meta.url))
  const { module } = await runnerImport<{ userAgents: Record<string, string> }>(path, {
    configFile: false,
    logLevel: 'error',
  })
  return module.userAgents
}
