import { execFileSync } from 'node:child_process'
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { block, deployPath, readDeployFile, repository } from './deploy-files.js'

const folder = mkdtempSync(join(tmpdir(), 'faceid-deploy-'))
afterAll(() => rmSync(folder, { recursive: true }))

const run = (commands: string) =>
  execFileSync('sh', ['-ec', commands], { cwd: folder, stdio: 'pipe' })

describe('the README of deploy/', () => {
  it('names every file', () => {
    const files = readdirSync(deployPath('.'), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && entry.name !== 'README.md')
      .map((entry) => relative(deployPath('.'), join(entry.parentPath, entry.name)))
    expect(files.length).toBeGreaterThan(7)
    for (const file of files) expect(readDeployFile('README.md')).toContain(`\`${file}\``)
  })

  it('begins with what init writes', () => {
    const command = block(' init').trim()
    const flags =
      '--public-url https://m.shop.example/faceid --native 1 --return-url https://m.shop.example/'
    run(`${command.replace('packages', `${repository}packages`)} ${flags}`)
    expect(readdirSync(folder).sort()).toEqual(['relay.env', 'relay.json'])
  })

  it('splits relay.env into the files where Compose looks for them', () => {
    const { services, secrets } = parse(readDeployFile('compose.yaml'))
    const names: string[] = services.relay.secrets
    const values = names.map((name) => `${name.toUpperCase()}=value-of=${name}`)
    writeFileSync(join(folder, 'relay.env'), ['# a comment', ...values, ''].join('\n'))
    run(block('mkdir -m 755 secrets'))
    for (const name of names) {
      const file = join(folder, secrets[name].file)
      expect(readFileSync(file, 'utf8')).toBe(`value-of=${name}\n`)
      expect(statSync(file).mode & 0o777).toBe(0o600)
    }
  })

  it('builds the image as the Dockerfile says', () => {
    const command = block('docker build').trim()
    expect(readDeployFile('Dockerfile')).toContain(`: ${command}\n`)
    const [, file = ''] = / -f (\S+) .* \.$/.exec(command) ?? []
    expect(existsSync(join(repository, file))).toBe(true)
  })

  it('takes the pnpm that the workspace takes', () => {
    const { packageManager } = JSON.parse(readFileSync(join(repository, 'package.json'), 'utf8'))
    const taken = `${readDeployFile('Dockerfile')}${readDeployFile('README.md')}`.match(/pnpm@\S+/g)
    expect(new Set(taken)).toEqual(new Set([packageManager]))
  })

  it('makes its folder with the command of the Dockerfile, and the package for SCF out of it', () => {
    const command = block('deploy --prod').trim()
    expect(readDeployFile('Dockerfile')).toContain(
      `RUN ${command.replace(/faceid-relay$/, '../relay')}\n`,
    )
    // Run where that folder is: in `deploy-program.test.ts`.
    expect(block('scf_bootstrap').trim().split('\n')).toHaveLength(3)
  })
})
