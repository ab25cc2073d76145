import { createRequire } from 'node:module'

/** Of this package. Safe: it is not published without one. */
export const { version } = createRequire(import.meta.url)('../package.json') as { version: string }
