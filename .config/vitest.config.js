import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    root: new URL('..', import.meta.url).pathname,
    include: ['packages/*/test/**/*.test.ts', 'apps/*/test/**/*.test.ts', 'e2e/docs/**/*.test.ts'],
    // By default one core is left free, which is half of a machine with two.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    // A slow machine is no failure; a test that hangs is.
    testTimeout: 30_000,
    hookTimeout: 30_000,
  },
})
