import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    root: new URL('..', import.meta.url).pathname,
    include: ['e2e/webkit/*.test.ts'],
    // Each file has a browser of its own.
    maxWorkers: 2,
    // A slow machine is no failure; a test that hangs is.
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
})
