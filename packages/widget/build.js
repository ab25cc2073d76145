// Builds what is published: two modules, the script-tag file, the style sheet, the licences and the declarations.
// The finished build takes the place of the earlier one at once.
import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { copyFile, rename, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import { build } from 'vite'
import { lighterKy } from './lighter-ky.js'
import { createNotices } from './notices.js'

const here = dirname(fileURLToPath(import.meta.url))
const dist = join(here, 'dist')
const outDir = join(here, `dist-${process.pid}`)
const gaps = join(here, 'src/gaps.ts')
const notices = createNotices()

try {
  await bundle('index', { formats: ['es'] }, [])
  await bundle('element', { formats: ['es'] }, ['preact'])
  await bundle(
    'script',
    { formats: ['iife'], name: 'faceidH5', fileName: () => 'faceid-h5.js' },
    [],
  )
  await copyFile(join(here, 'src/faceid-h5.css'), join(outDir, 'faceid-h5.css'))
  await notices.write(outDir, JSON.parse(readFileSync(join(here, 'package.json'), 'utf8')))
  declarations()
  for (const name of ['faceid-h5.js', 'faceid-h5.css']) compress(join(outDir, name))
  await rm(dist, { recursive: true, force: true })
  await rename(outDir, dist)
} finally {
  await rm(outDir, { recursive: true, force: true })
}

// Library mode refuses an IIFE beside other entries: one build per entry.
function bundle(entry, lib, external) {
  return build({
    configFile: false,
    root: here,
    logLevel: 'warn',
    plugins: [lighterKy(), notices.plugin],
    resolve: { alias: { 'preact/jsx-runtime': join(here, 'src/jsx-runtime.ts') } },
    build: {
      outDir,
      emptyOutDir: false,
      target: ['es2017', 'chrome64', 'ios12', 'safari12'],
      lib: { entry: join(here, `src/${entry}.ts`), fileName: () => `${entry}.js`, ...lib },
      rolldownOptions: {
        external,
        // Library mode leaves modules as they are otherwise.
        output: { minify: true },
        transform: {
          assumptions: { setPublicClassFields: true, noDocumentAll: true, pureGetters: true },
          // ky takes these for granted; iOS 14 and Chrome 86, which we promise, have not all of them.
          inject: {
            globalThis: [gaps, 'globalThis'],
            'Object.hasOwn': [gaps, 'hasOwn'],
            'Object.fromEntries': [gaps, 'fromEntries'],
          },
        },
      },
    },
  })
}

// The relay serves these as they are.
function compress(file) {
  const content = readFileSync(file)
  writeFileSync(`${file}.gz`, gzipSync(content, { level: 9 }))
  writeFileSync(`${file}.br`, brotliCompressSync(content))
}

function declarations() {
  const typescript = dirname(createRequire(import.meta.url).resolve('typescript/package.json'))
  const options = ['-p', join(here, 'tsconfig.build.json'), '--outDir', outDir]
  execFileSync(process.execPath, [join(typescript, 'bin/tsc'), ...options], { stdio: 'inherit' })
}
