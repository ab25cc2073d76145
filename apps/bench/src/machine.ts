// What figures depend on: the processor, the memory, the system, and the versions of what ran.
import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { cpus, release, totalmem, type } from 'node:os'
import type { Bench } from './section.js'

export interface Machine {
  processor: string
  cores: number
  memoryGb: number
  system: string
  node: string
  /** Of the programs and packages that the figures are about. */
  versions: Readonly<Record<string, string>>
}

const packages = ['fastify', 'tencentcloud-sdk-nodejs-common', 'tencentcloud-sdk-nodejs']

export function describeMachine(tools: Bench['tools']): Machine {
  const processors = cpus()
  return {
    processor: processors[0]?.model.trim() ?? 'unknown',
    cores: processors.length,
    memoryGb: Math.round(totalmem() / 2 ** 30),
    system: systemName(),
    node: process.versions.node,
    versions: {
      ...Object.fromEntries(packages.map((name) => [name, packageVersion(name)])),
      redis: programVersion(tools.REDIS_SERVER),
      chromium: programVersion(tools.CHROMIUM_PATH),
    },
  }
}

/** One line, for readers. */
export function machineLine({ processor, cores, memoryGb, system, node }: Machine): string {
  return `${processor}, ${cores} cores, ${memoryGb} GB, ${system}, Node ${node}`
}

function systemName(): string {
  const file = '/etc/os-release'
  const name = existsSync(file)
    ? /^PRETTY_NAME="?([^"\n]+)/m.exec(readFileSync(file, 'utf8'))?.[1]
    : undefined
  return name ?? `${type()} ${release()}`
}

function packageVersion(name: string): string {
  // Some packages export no package.json: it is looked for above the entry.
  let folder = new URL('.', `file://${createRequire(import.meta.url).resolve(name)}`)
  while (!existsSync(new URL('package.json', folder))) folder = new URL('..', folder)
  return String(JSON.parse(readFileSync(new URL('package.json', folder), 'utf8')).version)
}

function programVersion(program: string): string {
  try {
    const words = execFileSync(program, ['--version'], {
      encoding: 'utf8',
      timeout: 10_000,
      // Debian's start script of Chromium complains about its surroundings.
      stdio: ['ignore', 'pipe', 'ignore'],
    })
    return /\d+(\.\d+)+/.exec(words)?.[0] ?? 'unknown'
  } catch {
    return 'unknown'
  }
}
