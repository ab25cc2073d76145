import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    root: new URL('..', import.meta.url).pathname,
    include: ['e2e/packages/*.test.ts'],
    globalSetup: ['e2e/packages/prepare.ts'],
    // Package managers and compilers: one for each core of a small machine.
    maxWorkers: 2,
    // A slow machine is no failure; a test that hangs is.
    testTimeout: 120_000,
    hookTimeout: 300_000,
  },
})
