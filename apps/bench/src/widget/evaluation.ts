// What it costs the main thread to fetch, compile and run a bundle in a page that is loaded already. No call is made.
import { createRequire } from 'node:module'
import { join } from 'node:path'
import type { Browser } from '@playwright/test'
import { newPhone } from './browser.js'
import { bundled } from './bundle.js'
import { html, type Shop, script } from './shop.js'
import type { Sized } from './sizes.js'
import { type Busy, busyBetween } from './trace.js'
import { traced } from './traced.js'

/** @returns the path of a page that loads the bundle when it is told to. */
export async function layOutEvaluation({ files }: Shop, sized: Sized): Promise<string> {
  const base = `/evaluation/${encodeURIComponent(sized.name)}`
  for (const [name, code] of sized.bundle.chunks) files.set(`${base}/${name}`, script(code))
  const wantsReact = [...sized.bundle.chunks.values()].some((code) => /["'`]react["'`/]/.test(code))
  const react = wantsReact ? await layOutReact(files, base, sized.folder) : ''
  const page = `<!doctype html><html lang="en"><title>Bench</title><link rel="icon" href="data:,">${react}
<script type="module">window.evaluate = async () => {
  performance.mark('${begun}')
  await import('${base}/${sized.bundle.entry}')
  performance.mark('${ended}')
}</script></html>`
  files.set(base, html(page))
  return base
}

/** @throws where the bundle does not run in a browser. */
export async function evaluationOf(browser: Browser, url: string, slower: number): Promise<Busy> {
  const phone = await newPhone(browser, { slower })
  const { page } = phone
  try {
    await page.goto(url)
    await page.waitForLoadState('networkidle')
    const events = await traced(browser, phone, () => page.evaluate('window.evaluate()'))
    return busyBetween(events, begun, ended)
  } finally {
    await phone.close()
  }
}

const begun = 'bench-begun'
const ended = 'bench-ended'

/** React is loaded before, so that only the package itself is timed. */
async function layOutReact(files: Shop['files'], base: string, folder: string): Promise<string> {
  const imports = reactModules.map((name, place) => `import * as part${place} from '${name}'`)
  const parts = reactModules.map((name, place) => `'${name}': part${place}`)
  const code = `${imports.join('\n')}\nglobalThis.reactParts = { ${parts.join(', ')} }
${requireReact}`
  const { chunks, entry } = await bundled(code, folder)
  files.set(`${base}/react.js`, script(chunks.get(entry) ?? ''))
  const require = createRequire(join(folder, 'package.json'))
  const map: Record<string, string> = {}
  for (const [place, name] of reactModules.entries()) {
    const names = Object.keys(require(name)).filter((key) => key !== 'default')
    const part = `const part = globalThis.reactParts['${name}']\n`
    const exported = `export default part.default ?? part\nexport const { ${names.join(', ')} } = part\n`
    map[name] = `${base}/react-${place}.js`
    files.set(map[name], script(part + exported))
  }
  return `<script type="importmap">${JSON.stringify({ imports: map })}</script>
<script type="module" src="${base}/react.js"></script>`
}

/** What is CommonJS within an ES bundle asks for React in its own way. */
const requireReact = `globalThis.require = (name) => {
  const part = globalThis.reactParts[name]
  return part.default ?? part
}`

const reactModules = ['react', 'react-dom', 'react/jsx-runtime']
