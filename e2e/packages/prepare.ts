// Before all tests: packs once, serves the tarballs, and brings the Nodes that are promised.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { TestProject } from 'vitest/node'
import { bringNodes } from './nodes.js'
import type { PackedPackage } from './packed-package.js'
import { serveRegistry } from './registry.js'

declare module 'vitest' {
  interface ProvidedContext {
    packages: PackedPackage[]
    registry: string
    /** Major version → folder with that `node`. */
    nodes: Record<number, string>
  }
}

export default async function prepare({ provide }: TestProject): Promise<() => void> {
  const folder = mkdtempSync(join(tmpdir(), 'faceid-h5-tarballs-'))
  const packer = fileURLToPath(new URL('../../.ci/pack.js', import.meta.url))
  const packed = execFileSync(process.execPath, [packer, folder], { encoding: 'utf8' })
  const packages: PackedPackage[] = JSON.parse(packed)
  const registry = await serveRegistry(packages)
  provide('packages', packages)
  provide('registry', registry.url)
  provide('nodes', bringNodes())
  return () => {
    registry.close()
    rmSync(folder, { recursive: true })
  }
}
