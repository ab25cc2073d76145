// Sizes of the widget, gzip: what the relay serves, and what a bundler adds to an app.
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { build } from 'vite'
import { atMost, type Section } from './section.js'

export async function measureWidget(): Promise<Section> {
  const dist = (file: string) =>
    gzip(readFileSync(fileURLToPath(import.meta.resolve(`@faceid-h5/widget/${file}`)), 'utf8'))
  const served = fileURLToPath(import.meta.resolve('@faceid-h5/widget/faceid-h5.js'))
  const sizes = [
    ['script tag, everything in it, as served', readFileSync(`${served}.gz`).length],
    ['style sheet', dist('faceid-h5.css')],
    ['element, bundled in an app', await bundled('@faceid-h5/widget/element')],
    ['headless client, bundled in an app', await bundled('@faceid-h5/widget')],
  ] as const
  const [script, , , headless] = sizes
  const kilobytes = (size: number) => `${(size / 1_000).toFixed(1)} kB`
  const write = (size: number) => `${size.toLocaleString('en-US')} bytes`
  return {
    title: 'Widget: size',
    method:
      'The script tag is compressed at build time, the others by gzip, level 9. In an app: all that the entry exports, with its dependencies, bundled by Vite for production.',
    tables: [
      {
        caption: 'Size',
        columns: ['what', 'gzip'],
        rows: sizes.map(([what, size]) => [what, kilobytes(size)]),
      },
    ],
    targets: [
      atMost('Script tag, gzip', script[1], 20_000, write),
      atMost('Headless client, gzip', headless[1], 9_500, write),
    ],
  }
}

function gzip(text: string): number {
  return gzipSync(text, { level: 9 }).length
}

async function bundled(entry: string): Promise<number> {
  const result = await build({
    configFile: false,
    root: fileURLToPath(new URL('..', import.meta.url)),
    logLevel: 'error',
    build: {
      write: false,
      rolldownOptions: {
        input: fileURLToPath(import.meta.resolve(entry)),
        preserveEntrySignatures: 'strict',
      },
      modulePreload: { polyfill: false },
    },
  })
  const outputs = [result].flat().flatMap((one) => ('output' in one ? one.output : []))
  const code = outputs.map((file) => (file.type === 'chunk' ? file.code : ''))
  return gzip(code.join(''))
}
