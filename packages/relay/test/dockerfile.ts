// Builds the image without a container: the RUN steps of the Dockerfile in a folder, and what it sets for a container.
import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import { readDeployFile, repository } from './deploy-files.js'

/** @param folder gets `build/repository`, where the steps run, and the files of the image in `build/relay`. */
export function buildImage(folder: string) {
  const dockerfile = readDeployFile('Dockerfile')
  const all = (word: string) =>
    [...dockerfile.matchAll(new RegExp(`^${word} (.*)$`, 'gm'))].map(([, rest = '']) => rest)
  const cwd = join(folder, 'build/repository')
  mkdirSync(cwd, { recursive: true })
  copyContext(repository, cwd)
  const env = { ...process.env, CI: '1' }
  for (const run of all('RUN')) execFileSync('sh', ['-ec', run], { cwd, stdio: 'pipe', env })
  return {
    root: join(folder, 'build/relay'),
    bases: all('FROM'),
    copies: all('COPY'),
    env: Object.fromEntries(all('ENV').map((pair) => pair.split('='))) as Record<string, string>,
    user: all('USER').at(-1),
    cmd: JSON.parse(all('CMD').at(-1) ?? '') as string[],
    healthcheck: JSON.parse(
      all('HEALTHCHECK')
        .at(-1)
        ?.replace(/^.*? CMD /, '') ?? '',
    ) as string[],
  }
}

/** Copies what `docker build` sees of a folder. */
export function copyContext(context: string, target: string): void {
  const ignore = readDeployFile('Dockerfile.dockerignore')
  const rules = ignore.split('\n').filter((line) => line !== '' && !line.startsWith('#'))
  const kept = rules.filter((rule) => rule.startsWith('!')).map((rule) => rule.slice(1))
  const dropped = rules.filter((rule) => rule.startsWith('**/')).map((rule) => rule.slice(3))
  if (rules[0] !== '*' || rules.length !== 1 + kept.length + dropped.length) throw new Error(ignore)
  const isDropped = (name: string) =>
    dropped.some((rule) => (rule.startsWith('*') ? name.endsWith(rule.slice(1)) : name === rule))
  for (const name of kept) {
    cpSync(join(context, name), join(target, name), {
      recursive: true,
      filter: (path) => !relative(context, path).split(sep).some(isDropped),
    })
  }
}
