// Builds what is published: two modules, the script-tag file, the style sheet and the declarations.
import { execFileSync } from 'node:child_process'
import { copyFile, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'

const here = dirname(fileURLToPath(import.meta.url))
const dist = join(here, 'dist')
const gaps = join(here, 'src/gaps.ts')

// What costs weight at ES2017 and does nothing for us: private names that become WeakMaps, fields set
// to undefined, helpers made for more than plain objects, and what ky does for options never passed
// by our one call, which the minifier drops once it knows that they are undefined.
const never =
  /\b(ky|this)\.#options(\.retry)?\.(onDownloadProgress|onUploadProgress|searchParams|parseJson|stringifyJson|shouldRetry|jitter)\b/g
const names = new Set()
const lighter = {
  name: 'lighter',
  transform(code, id) {
    if (/ky.distribution/.test(id)) {
      return code
        .replace(never, 'undefined')
        .replace(/ky\.#options\.throwHttpErrors\b/g, 'true')
        .replace(/for \(const hook of /g, 'if (false) $&')
        .replace('appendSearchParameters(searchParameters, value)', 'value')
        .replace('hasSearchParameters(undefined)', 'false')
        .replace(/supportsRequestStreams = [\s\S]+?\}\)\(\)/, 'supportsRequestStreams = false')
        .replace(/#([a-z]\w+)/gi, (_, name) => `_${names.add(name) && [...names].indexOf(name)}`)
        .replace(/^ {4}(?!return|break|continue)\w+;$/gm, '')
    }
    if (/helpers.+objectSpread2/.test(id)) return 'export default Object.assign'
    if (/helpers.+objectWithoutProperties/.test(id)) {
      return `export default (source, names) => {
        const rest = Object.assign({}, source)
        for (const name of names) delete rest[name]
        return rest
      }`
    }
    return null
  },
}

await rm(dist, { recursive: true, force: true })
await bundle('index', { formats: ['es'] }, [])
await bundle('element', { formats: ['es'] }, ['preact'])
await bundle('script', { formats: ['iife'], name: 'faceidH5', fileName: () => 'faceid-h5.js' }, [])
await copyFile(join(here, 'src/faceid-h5.css'), join(dist, 'faceid-h5.css'))
declarations()

// Library mode refuses an IIFE beside other entries: one build per entry.
function bundle(entry, lib, external) {
  return build({
    configFile: false,
    root: here,
    logLevel: 'warn',
    plugins: [lighter],
    resolve: { alias: { 'preact/jsx-runtime': join(here, 'src/jsx-runtime.ts') } },
    build: {
      outDir: dist,
      emptyOutDir: false,
      target: ['es2017', 'chrome64', 'ios12', 'safari12'],
      minify: true,
      lib: { entry: join(here, `src/${entry}.ts`), fileName: () => `${entry}.js`, ...lib },
      rolldownOptions: {
        external,
        output: { minify: true },
        transform: {
          assumptions: {
            setPublicClassFields: true,
            noDocumentAll: true,
            pureGetters: true,
          },
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

function declarations() {
  const typescript = dirname(createRequire(import.meta.url).resolve('typescript/package.json'))
  const project = join(here, 'tsconfig.build.json')
  execFileSync(process.execPath, [join(typescript, 'bin/tsc'), '-p', project], { stdio: 'inherit' })
}
