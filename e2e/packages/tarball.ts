// Reads a tarball with the system's tar.
import { execFileSync } from 'node:child_process'

export function fileOf(tarball: string, path: string): string {
  return execFileSync('tar', ['-xzOf', tarball, `package/${path}`], { encoding: 'utf8' })
}

export function filesOf(tarball: string): string[] {
  const listed = execFileSync('tar', ['-tzf', tarball], { encoding: 'utf8' })
  return listed.trim().split('\n')
}

/** All files, one after the other. */
export function everythingOf(tarball: string): string {
  return execFileSync('tar', ['-xzOf', tarball], { encoding: 'utf8' })
}
