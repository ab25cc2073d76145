// A registry of the packed tarballs and of nothing else, on a free port of 127.0.0.1.
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { basename } from 'node:path'
import type { PackedPackage } from './packed-package.js'
import { fileOf } from './tarball.js'

export interface Registry {
  url: string
  close(): void
}

export async function serveRegistry(packages: PackedPackage[]): Promise<Registry> {
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url ?? '/', url()).pathname)
    const tarball = packages.find(({ file }) => path === `/tarballs/${basename(file)}`)
    const described = packages.find(({ name }) => path === `/${name}`)
    // Another run may get the same port: nothing may be remembered by it.
    response.setHeader('cache-control', 'no-store')
    if (tarball) response.end(readFileSync(tarball.file))
    else if (described) response.end(JSON.stringify(packument(described, url())))
    else response.writeHead(404).end('{}')
  })
  const url = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return { url: url(), close: () => server.close() }
}

function packument({ name, version, file, integrity }: PackedPackage, registry: string) {
  const manifest: object = JSON.parse(fileOf(file, 'package.json'))
  const dist = { integrity, tarball: `${registry}/tarballs/${basename(file)}` }
  // The past: pnpm refuses what was published within the last day.
  const time = '2026-01-01T00:00:00.000Z'
  return {
    name,
    'dist-tags': { latest: version },
    versions: { [version]: { ...manifest, dist } },
    time: { created: time, modified: time, [version]: time },
  }
}
