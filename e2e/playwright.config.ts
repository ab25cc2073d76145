import { defineConfig } from '@playwright/test'
import { launchOptions } from '../.config/chromium.js'

export default defineConfig({
  testDir: 'browser',
  testMatch: '*.spec.ts',
  fullyParallel: true,
  forbidOnly: !!process.env.CI,
  // A test that passes only the second time has failed.
  retries: 0,
  workers: 2,
  timeout: 300_000,
  expect: { timeout: 120_000 },
  reporter: 'list',
  use: {
    launchOptions,
    viewport: { width: 375, height: 812 },
    locale: 'zh-CN',
    contextOptions: { reducedMotion: 'reduce' },
    trace: 'off',
  },
})
