// A small workspace of its own, in git, with this repository's release script: to be released, or refused, for real.
import { execFileSync, spawnSync } from 'node:child_process'
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { cleanEnvironment } from './environment.js'

export interface ReleasableCopy {
  folder: string
  read(file: string): string
  write(file: string, content: string): void
  edit(file: string, from: string, to: string): void
  commit(): void
  git(...args: string[]): string
  release(...args: string[]): { code: number | null; output: string }
  remove(): void
}

/** Clean, on main, and prepared but for its changeset. @param registry who says what is published. */
export function releasableCopy(registry: string): ReleasableCopy {
  const folder = mkdtempSync(join(tmpdir(), 'faceid-h5-release-'))
  const env = { ...cleanEnvironment(), ...author }
  const read = (file: string) => readFileSync(join(folder, file), 'utf8')
  const write = (file: string, content: string) => {
    mkdirSync(dirname(join(folder, file)), { recursive: true })
    writeFileSync(join(folder, file), content)
  }
  const git = (...args: string[]) =>
    execFileSync('git', args, { cwd: folder, env, encoding: 'utf8' })
  const commit = () => {
    git('add', '--all')
    git('commit', '--quiet', '--message', 'Change')
  }
  cpSync(join(root, '.ci'), join(folder, '.ci'), { recursive: true })
  cpSync(join(root, '.changeset/config.json'), join(folder, '.changeset/config.json'))
  for (const [file, content] of Object.entries(files(registry))) write(file, content)
  mkdirSync(join(folder, 'node_modules'))
  symlinkSync(join(root, 'node_modules/@changesets'), join(folder, 'node_modules/@changesets'))
  git('init', '--quiet', '--initial-branch=main')
  commit()
  return {
    ...{ folder, read, write, git, commit },
    edit: (file, from, to) => write(file, read(file).replace(from, to)),
    release: (...args) => {
      const command = ['.ci/release.js', ...args]
      const options = { cwd: folder, env, encoding: 'utf8' } as const
      const { status, stdout, stderr } = spawnSync(process.execPath, command, options)
      return { code: status, output: stdout + stderr }
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}

const root = fileURLToPath(new URL('../..', import.meta.url))
const { packageManager } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))

const author = {
  GIT_AUTHOR_NAME: 'Test',
  GIT_AUTHOR_EMAIL: 'test@shop.example',
  GIT_COMMITTER_NAME: 'Test',
  GIT_COMMITTER_EMAIL: 'test@shop.example',
}

function files(registry: string): Record<string, string> {
  const json = (content: object) => `${JSON.stringify(content, null, 2)}\n`
  const shared = { version: '0.0.0', type: 'module', files: ['dist'] }
  const scripts = { build: 'node -e "" ' }
  return {
    '.gitignore': 'node_modules/\n',
    '.npmrc': `@faceid-h5:registry=${registry}/\n`,
    'package.json': json({
      name: 'faceid-h5',
      version: '0.0.0',
      private: true,
      packageManager,
      repository: 'https://github.com/shop-example/faceid-h5',
      scripts: { test: 'node -e "" ' },
    }),
    'pnpm-workspace.yaml':
      'packages:\n  - packages/*\npmOnFail: ignore\nverifyDepsBeforeRun: false\n',
    'docs/CHANGELOG.md': '# Changelog\n\n## 0.1.0 (not released)\n\nThe whole journey runs.\n',
    '.changeset/first.md': '---\n"@faceid-h5/protocol": minor\n---\n\nThe first one.\n',
    'packages/protocol/package.json': json({ name: '@faceid-h5/protocol', ...shared, scripts }),
    'packages/protocol/dist/index.js': 'export {}\n',
    'packages/relay/package.json': json({
      name: '@faceid-h5/relay',
      ...shared,
      scripts,
      dependencies: { '@faceid-h5/protocol': 'workspace:*' },
    }),
    'packages/relay/dist/index.js': 'export {}\n',
  }
}
