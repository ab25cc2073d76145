import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'
import { findTools, testsLeftOut } from '../.ci/tools.js'

const root = new URL('..', import.meta.url).pathname
const project = (name, include, more = {}) => ({ extends: true, test: { name, include, ...more } })

/** They replace modules or globals. */
const ownModules = [
  'packages/relay/test/{call-queue,provider,sdk-not-loaded}.test.ts',
  'packages/merchant/test/{key-set,webhook-verifier}.test.ts',
  'packages/webhooks/test/*.test.ts',
  'packages/widget/test/start.test.ts',
]
const deployment = ['packages/relay/test/deploy-*.test.ts']
const site = ['e2e/docs/site.test.ts']
// `npm test` lists the tests that need a missing program, to count them as skipped.
const leftOut = process.env.LIST_LEFT_OUT ? [] : testsLeftOut()
const exclude = [
  '**/node_modules/**',
  ...leftOut.map((part) => `**/${part.startsWith('.') ? '*' : ''}${part}*`),
]

export default defineConfig({
  test: {
    root,
    // Many tests wait for something most of the time: one worker more than there are cores.
    maxWorkers: availableParallelism() + 1,
    // A slow machine is no failure; a test that hangs is.
    testTimeout: 300_000,
    hookTimeout: 300_000,
    // Lists slow tests only if they take very long.
    slowTestThreshold: 30_000,
    env: findTools(),
    exclude,
    projects: [
      // Loading the modules once per worker saves half of the CPU time.
      project('units', ['{packages,apps}/*/test/**/*.test.ts'], {
        isolate: false,
        exclude: [...exclude, ...ownModules, ...deployment],
      }),
      project('units with own modules', ownModules),
      project('long deployment', deployment),
      project('docs', ['e2e/docs/*.test.ts'], { exclude: [...exclude, ...site] }),
      project('long site', site),
      project('chaos', ['e2e/chaos/*.test.ts']),
      project('long WebKit', ['e2e/browser/webkit/*.test.ts']),
      project('long packages', ['e2e/packages/*.test.ts'], {
        globalSetup: ['e2e/packages/prepare.ts'],
        testTimeout: 600_000,
        hookTimeout: 600_000,
      }),
    ],
  },
})
