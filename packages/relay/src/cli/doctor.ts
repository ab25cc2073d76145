// `faceid-relay doctor`: tries everything the relay needs, one line for each as soon as it is known. Shows no secret.

import { createRelayContext, type RelayContext, type RelayOptions } from '../server/context.js'
import { type Finding, inLines } from './doctor/finding.js'
import { checkNode } from './doctor/node-check.js'
import { checkPublicUrl } from './doctor/public-url-check.js'
import { checkRedis } from './doctor/redis-check.js'
import { checkScenes } from './doctor/scene-check.js'

export interface Surroundings {
  print(line: string): void
  fetch: typeof globalThis.fetch
  /** The version of Node.js. */
  node: string
}

/** @returns whether there is nothing to fix. @throws {ConfigurationError} as a start of the relay does. */
export async function doctor(options: RelayOptions, surroundings: Surroundings): Promise<boolean> {
  const { print } = surroundings
  const services = await createRelayContext(options, { info() {}, warn() {} })
  let fixes = 0
  try {
    for await (const finding of findings(services, surroundings)) {
      if (finding.verdict === 'fix') fixes += 1
      for (const line of inLines(finding)) print(line)
    }
  } finally {
    services.client.close()
    services.redis?.close()
  }
  print('')
  print(fixes === 0 ? 'Nothing to fix.' : `${fixes} to fix.`)
  return fixes === 0
}

async function* findings(
  services: RelayContext,
  { fetch, node }: Surroundings,
): AsyncGenerator<Finding> {
  const { configuration, keys, redis, sandbox } = services
  yield checkNode(node)
  const { size } = configuration.scenes
  const says = `in order, with ${size} ${size === 1 ? 'scene' : 'scenes'}`
  yield { verdict: 'fine', subject: 'environment and configuration', says }
  if (sandbox !== undefined) {
    yield {
      verdict: 'note',
      subject: 'FACEID_ENDPOINT',
      says: 'is set: a sandbox is asked, and nobody is really verified',
    }
  }
  yield* checkScenes(services)
  if (redis !== undefined) yield await checkRedis(redis)
  yield await checkPublicUrl(configuration, keys, fetch)
}
