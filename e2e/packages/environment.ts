// The environment of somebody who has just opened a shell: nothing of the npm or pnpm that runs the tests.
import { delimiter } from 'node:path'

/** How this machine reaches its registry. */
const kept = /^npm_config_(registry|cafile|cache|proxy|https_proxy|noproxy|userconfig)$/i
const runner =
  /^(npm_|pnpm_|vitest|node_env$|node_options$|node_path$|init_cwd$|test$|ci$|force_color$)/i

export function cleanEnvironment(nodeFolder?: string): Record<string, string> {
  const entries = Object.entries(process.env).filter(
    (entry): entry is [string, string] =>
      entry[1] !== undefined && (kept.test(entry[0]) || !runner.test(entry[0])),
  )
  const path = (process.env.PATH ?? '')
    .split(delimiter)
    .filter((folder) => !folder.includes('node_modules'))
  if (nodeFolder !== undefined) path.unshift(nodeFolder)
  return { ...Object.fromEntries(entries), PATH: path.join(delimiter) }
}
