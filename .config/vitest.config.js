import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'
import { findTools, testsLeftOut } from '../.ci/tools.js'

const root = new URL('..', import.meta.url).pathname
const project = (name, include, more = {}) => ({ extends: true, test: { name, include, ...more } })

export default defineConfig({
  test: {
    root,
    // One core is left free by default, which is half of a machine with two.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    // A slow machine is no failure; a test that hangs is.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // Lists slow tests only if they take very long.
    slowTestThreshold: 30_000,
    env: findTools(),
    // `npm test` lists these to count them as skipped.
    exclude: [
      '**/node_modules/**',
      ...(process.env.LIST_LEFT_OUT
        ? []
        : testsLeftOut().map((part) => `**/${part.startsWith('.') ? '*' : ''}${part}*`)),
    ],
    projects: [
      project('units', ['packages/*/test/**/*.test.ts', 'apps/*/test/**/*.test.ts']),
      project('docs', ['e2e/docs/*.test.ts']),
      project('chaos', ['e2e/chaos/*.test.ts']),
      project('webkit', ['e2e/browser/webkit/*.test.ts']),
      project('packages', ['e2e/packages/*.test.ts'], {
        globalSetup: ['e2e/packages/prepare.ts'],
        testTimeout: 300_000,
        hookTimeout: 300_000,
      }),
    ],
  },
})
