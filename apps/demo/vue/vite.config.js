import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vite'

export default defineConfig({
  base: '/vue/',
  build: { outDir: '../dist/vue', emptyOutDir: true },
  logLevel: 'warn',
  plugins: [
    // The only line that faceid-h5 needs here: Vue must not look for a component of this name.
    vue({ template: { compilerOptions: { isCustomElement: (tag) => tag === 'faceid-h5' } } }),
  ],
})
