// Packs what is published into a folder and says what came out, in the order in which it is to be published.
// Where the repository is, stands once, in the root's package.json; every packed manifest gets it from there.
import { mkdirSync } from 'node:fs'
import { resolve } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { pnpm } from './command.js'

const hooks = fileURLToPath(new URL('pack-hooks.mjs', import.meta.url))

/**
 * @returns {Promise<{ name: string, version: string, file: string, size: number, integrity: string, files: string[] }[]>}
 * @throws Error with pnpm's output.
 */
export async function pack(folder) {
  mkdirSync(folder, { recursive: true })
  const { code, output, printed } = await pnpm([
    ...['--recursive', '--filter=./packages/*', `--config.pnpmfile=${hooks}`],
    ...['pack', '--json', `--pack-destination=${resolve(folder)}`],
  ])
  if (code !== 0) throw new Error(output)
  return JSON.parse(printed).map(({ name, version, filename, size, integrity, files }) => ({
    ...{ name, version, size, integrity },
    file: filename,
    files: files.map(({ path }) => path).sort(),
  }))
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const [folder] = process.argv.slice(2)
  if (folder === undefined) throw new TypeError('node .ci/pack.js <folder>')
  console.log(JSON.stringify(await pack(folder)))
}
