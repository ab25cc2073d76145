// Builds the published files: two modules, the script-tag file, the style sheet, compressed copies, licences and types.
// The finished folder replaces `dist` in one step.
import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { copyFile, rename, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { brotliCompressSync } from 'node:zlib'
import zopfli from '@gfx/zopfli'
import { build } from 'vite'
import { createNotices } from './notices.js'

const here = dirname(fileURLToPath(import.meta.url))
const dist = join(here, 'dist')
const outDir = join(here, `dist-${process.pid}`)
const notices = createNotices()

/** The compiler's own helpers are longer: they also handle getters, symbols and foreign objects. */
const shortHelpers = {
  objectSpread2: 'Object.assign',
  objectWithoutProperties:
    '(source, names) => { const rest = Object.assign({}, source); for (const name of names) delete rest[name]; return rest }',
  classPrivateFieldInitSpec: '(object, fields, value) => { fields.set(object, value) }',
  classPrivateMethodInitSpec: '() => {}',
  classPrivateFieldGet2: '(fields, object) => fields.get(object)',
  classPrivateFieldSet2: '(fields, object, value) => (fields.set(object, value), value)',
  assertClassBrand: '(brand, object, method) => method || object',
}

/** ky checks for the first four once: without them the minifier drops what needs them. The others get shorter. */
const globals = {
  'globalThis.ReadableStream': 'undefined',
  'globalThis.FormData': 'undefined',
  'globalThis.AbortSignal.any': 'undefined',
  'globalThis.AbortController': 'undefined',
  'globalThis.AbortSignal': 'AbortSignal',
  'globalThis.Headers': 'Headers',
  'globalThis.Request': 'Request',
  'globalThis.Response': 'Response',
}

try {
  await bundle('index', { formats: ['es'] }, [])
  await bundle('element', { formats: ['es'] }, ['preact'])
  // Chrome before 71 and iOS before 12.1 have no `globalThis`.
  const script = { formats: ['iife'], name: 'faceidH5', fileName: () => 'faceid-h5.js' }
  await bundle('script', script, [], { globalThis: 'self' })
  await copyFile(join(here, 'src/element/faceid-h5.css'), join(outDir, 'faceid-h5.css'))
  await notices.write(outDir, JSON.parse(readFileSync(join(here, 'package.json'), 'utf8')))
  await compress('faceid-h5.js')
  await compress('faceid-h5.css')
  declarations()
  await rm(dist, { recursive: true, force: true })
  await rename(outDir, dist)
} finally {
  await rm(outDir, { recursive: true, force: true })
}

// Library mode refuses an IIFE beside other entries: one build per entry.
function bundle(entry, lib, external, define = {}) {
  return build({
    configFile: false,
    root: here,
    logLevel: 'warn',
    // iOS before 15.4 and Chrome before 93 have no `Object.hasOwn`. ky calls it on plain objects only.
    define: { ...globals, 'Object.hasOwn': 'Reflect.has', ...define },
    // Shorter than the calls of preact/jsx-runtime.
    oxc: { jsx: { runtime: 'classic', pragma: 'h' } },
    plugins: [{ name: 'short-helpers', transform: shortHelper }, notices.plugin],
    build: {
      outDir,
      emptyOutDir: false,
      target: ['es2017', 'chrome64', 'ios12', 'safari12'],
      cssTarget: ['chrome123', 'safari17.5'],
      lib: { entry: join(here, `src/entries/${entry}.ts`), fileName: () => `${entry}.js`, ...lib },
      rolldownOptions: {
        external,
        // Library mode does not minify modules by default.
        output: { minify: true },
        transform: {
          inject: { h: ['preact', 'h'] },
          assumptions: { setPublicClassFields: true, noDocumentAll: true, pureGetters: true },
        },
      },
    },
  })
}

function shortHelper(_, id) {
  const name = /@oxc-project.runtime.*\/(\w+)\.js$/.exec(id)?.[1]
  if (!name) return null
  if (!shortHelpers[name]) throw new Error(`add the compiler's helper ${name} to shortHelpers`)
  return { code: `export default ${shortHelpers[name]}`, map: null }
}

/** @fastify/static serves these with `preCompressed`. zopfli makes the smallest gzip files. */
async function compress(name) {
  const content = readFileSync(join(outDir, name))
  writeFileSync(join(outDir, `${name}.br`), brotliCompressSync(content))
  writeFileSync(join(outDir, `${name}.gz`), await zopfli.gzipAsync(content, { numiterations: 60 }))
}

function declarations() {
  const typescript = dirname(createRequire(import.meta.url).resolve('typescript/package.json'))
  const options = ['-p', join(here, 'tsconfig.build.json'), '--outDir', outDir]
  execFileSync(process.execPath, [join(typescript, 'bin/tsc'), ...options], { stdio: 'inherit' })
}
