// Bundle sizes: ours and others', from the same bundler with the same flags.
import { fileURLToPath } from 'node:url'
import { type Bundle, bundled, gzipBytes } from './bundle.js'
import type { Installed } from './others.js'

export interface Sized {
  name: string
  version: string
  ours: boolean
  /** What it loads once it is used. */
  fetches: string
  bundle: Bundle
  folder: string
}

/** React is in the page anyway, where a package wants it. */
export const external = ['react', 'react-dom']

/** All that a package exports, so that nothing is shaken off. */
export const everythingOf = (name: string) =>
  `import * as everything from '${name}'\nglobalThis.everything = everything\n`

export async function ourSizes(version: string): Promise<Sized[]> {
  const ours = [
    ['faceid-h5, element', '@faceid-h5/widget/element'],
    ['faceid-h5, headless', '@faceid-h5/widget'],
  ] as const
  return Promise.all(
    ours.map(async ([name, module]) => ({
      name,
      version,
      ours: true,
      fetches: 'nothing before the redirect',
      folder: bench,
      bundle: await bundled(everythingOf(module), bench, external),
    })),
  )
}

/** The script tag is bundled already: it is what the relay serves. */
export function scriptTagSize(version: string, code: string): Sized {
  const bundle = {
    entry: 'faceid-h5.js',
    chunks: new Map([['faceid-h5.js', code]]),
    gzip: gzipBytes(code),
    later: 0,
  }
  const fetches = 'nothing before the redirect'
  return { name: 'faceid-h5, script tag', version, ours: true, fetches, folder: bench, bundle }
}

/** Those that the bundler can't take are named with the reason in the log, and left out. */
export async function otherSizes(
  others: readonly Installed[],
  say: (line: string) => void,
): Promise<Sized[]> {
  const sized: Sized[] = []
  for (const { name, version, fetches, folder } of others) {
    try {
      const bundle = await bundled(everythingOf(name), folder, external)
      sized.push({ name, version, ours: false, fetches, folder, bundle })
    } catch (error) {
      say(`${name} can’t be bundled: ${String(error).split('\n')[0]}`)
    }
  }
  return sized
}

export const bench = fileURLToPath(new URL('../../', import.meta.url))
