import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    root: new URL('..', import.meta.url).pathname,
    include: ['packages/*/test/**/*.test.ts', 'apps/*/test/**/*.test.ts'],
    // A slow machine is no failure; a test that hangs is.
    testTimeout: 30_000,
    hookTimeout: 30_000,
  },
})
