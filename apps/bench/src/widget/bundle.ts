// Bundles a few lines of code with all that they import, in one way for ours and for others, so that sizes compare.
import { gzipSync } from 'node:zlib'
import { build } from 'vite'

/** Vite with Rolldown: production, minified, syntax of ES2019. What is external stays an import. */
export async function bundled(
  code: string,
  folder: string,
  external: readonly string[] = [],
): Promise<Bundle> {
  const result = await build({
    configFile: false,
    root: folder,
    logLevel: 'silent',
    plugins: [virtualEntry(code)],
    build: {
      write: false,
      target: 'es2019',
      modulePreload: { polyfill: false },
      rolldownOptions: {
        input: entry,
        preserveEntrySignatures: 'strict',
        external: (id: string) => external.some((name) => id === name || id.startsWith(`${name}/`)),
        output: { minify: true },
      },
    },
  })
  const [output] = [result].flat()
  if (!output || !('output' in output)) throw new TypeError('the bundler watches instead')
  const chunks = output.output.flatMap((file) => (file.type === 'chunk' ? [file] : []))
  const main = chunks.find((chunk) => chunk.isEntry)
  if (!main) throw new TypeError('the bundle has no entry')
  const atOnce = new Set([main.fileName])
  // A set hands out what is added while it is gone through.
  for (const name of atOnce) {
    for (const next of chunks.find(({ fileName }) => fileName === name)?.imports ?? []) {
      atOnce.add(next)
    }
  }
  const first = chunks.filter(({ fileName }) => atOnce.has(fileName))
  return {
    entry: main.fileName,
    chunks: new Map(chunks.map((chunk) => [chunk.fileName, chunk.code])),
    gzip: first.reduce((sum, chunk) => sum + gzipBytes(chunk.code), 0),
    later: chunks.length - first.length,
  }
}

export interface Bundle {
  /** File name among the chunks. */
  entry: string
  chunks: Map<string, string>
  /** Bytes of all that is loaded at once. */
  gzip: number
  /** Chunks that are loaded on demand only. */
  later: number
}

export function gzipBytes(text: string): number {
  return gzipSync(text, { level: 9 }).length
}

const entry = 'virtual:entry'

function virtualEntry(code: string) {
  return {
    name: 'virtual-entry',
    resolveId: (id: string) => (id === entry ? `\0${entry}` : null),
    load: (id: string) => (id === `\0${entry}` ? code : null),
  }
}
