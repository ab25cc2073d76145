// The files of one framework out of `docs/integration.md`, built by Vite in an empty folder as a reader would build them.
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build } from 'vite'
import { noteOf, readDocuments, root } from './documents.js'

export interface ExampleProject {
  /** What a browser gets: path → text. */
  files: ReadonlyMap<string, string>
  remove(): void
}

/** @param more what the reader has already: name → text. A `server.tsx` among them is run, its `html` goes into the page. */
export async function buildExample(
  name: string,
  { relayUrl, more = {} }: { relayUrl: string; more?: Readonly<Record<string, string>> },
): Promise<ExampleProject> {
  const folder = mkdtempSync(join(tmpdir(), 'faceid-h5-example-'))
  symlinkSync(join(root, 'e2e/node_modules'), join(folder, 'node_modules'))
  const written = { ...more, ...filesOf(name), 'package.json': '{"type": "module"}' }
  for (const [file, text] of Object.entries(written)) {
    mkdirSync(dirname(join(folder, file)), { recursive: true })
    writeFileSync(join(folder, file), text.replaceAll('https://m.shop.example/faceid', relayUrl))
  }
  const usual = { root: folder, logLevel: 'silent' } as const
  if ('server.tsx' in more) {
    await build({ ...usual, build: { ssr: 'server.tsx', outDir: 'server' } })
    const { html } = await import(pathToFileURL(join(folder, 'server/server.js')).href)
    const page = readFileSync(join(folder, 'index.html'), 'utf8').replace('<!--html-->', html)
    writeFileSync(join(folder, 'index.html'), page)
  }
  await build(usual)
  const built = join(folder, 'dist')
  const files = readdirSync(built, { recursive: true, encoding: 'utf8' }).flatMap((file) =>
    /\.\w+$/.test(file) ? [[`/${file}`, readFileSync(join(built, file), 'utf8')] as const] : [],
  )
  return { files: new Map(files), remove: () => rmSync(folder, { recursive: true }) }
}

function filesOf(name: string): Record<string, string> {
  const document = readDocuments().find(({ path }) => path === 'docs/integration.md')
  const named = (document?.blocks ?? []).flatMap((block) => {
    const file = noteOf(block, 'file')
    if (file === 'hand-in.js') return [[file, block.code]]
    return file?.startsWith(`${name}/`) ? [[file.slice(name.length + 1), block.code]] : []
  })
  return Object.fromEntries(named)
}
