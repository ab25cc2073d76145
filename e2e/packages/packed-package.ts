// What `.ci/pack.js` prints about each tarball.
export interface PackedPackage {
  name: string
  version: string
  /** Path of the tarball. */
  file: string
  size: number
  /** `sha512-…` */
  integrity: string
  /** Paths within the package. */
  files: string[]
}
