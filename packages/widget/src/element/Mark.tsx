import type { Appearance } from './appearance.js'

/**
 * The mark above the words: a viewfinder whose four corners run while something is in progress, and
 * close to a frame once it has passed.
 */
export function Mark({ kind }: { kind: NonNullable<Appearance['mark']> }) {
  return (
    <svg class={kind} part="mark" viewBox="0 0 64 64" aria-hidden="true">
      <rect x="4" y="4" width="56" height="56" rx="18" />
      <path d={paths[kind]} />
    </svg>
  )
}

const paths: Record<NonNullable<Appearance['mark']>, string> = {
  busy: '',
  face: 'M24 26v3M40 26v3M23 39c5 6 13 6 18 0',
  done: 'M21 33l8 8 15-17',
  wrong: 'M32 20v15M32 43v1',
  late: 'M32 21v12l8 5',
  phone: 'M24 18h16v28H24zM31 41h2',
}
