// The files of deploy/, and the commands that their README names.
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

export const repository = fileURLToPath(new URL('../../..', import.meta.url))

export function deployPath(name: string): string {
  return fileURLToPath(new URL(`../deploy/${name}`, import.meta.url))
}

export function readDeployFile(name: string): string {
  return readFileSync(deployPath(name), 'utf8')
}

/** The block of commands in the README that has these words. @throws where none or several have. */
export function block(words: string): string {
  const blocks = [...readDeployFile('README.md').matchAll(/```sh\n([\s\S]*?)```/g)]
  const [found, ...more] = blocks.flatMap(([, code = '']) => (code.includes(words) ? [code] : []))
  if (found === undefined || more.length > 0) throw new Error(`${words}: ${more.length + 1} blocks`)
  return found
}
