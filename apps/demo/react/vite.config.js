import { defineConfig } from 'vite'

export default defineConfig({
  base: '/react/',
  build: { outDir: '../dist/react', emptyOutDir: true },
  logLevel: 'warn',
})
