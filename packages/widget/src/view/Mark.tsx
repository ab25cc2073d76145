import type { Appearance } from '../appearance.js'

/**
 * The mark above the words: a viewfinder whose four corners run while something is under way and
 * close to a frame once it has passed.
 */
export function Mark({ kind }: { kind: NonNullable<Appearance['mark']> }) {
  return (
    <svg
      class={`mark ${kind}`}
      part="mark"
      viewBox="0 0 64 64"
      aria-hidden="true"
      focusable="false"
    >
      <rect class="frame" x="4" y="4" width="56" height="56" rx="18" />
      {kind !== 'busy' && <path d={paths[kind]} />}
    </svg>
  )
}

const paths: Record<Exclude<NonNullable<Appearance['mark']>, 'busy'>, string> = {
  face: 'M24 26v3M40 26v3M23 39c5 6 13 6 18 0',
  done: 'M21 33l8 8 15-17',
  wrong: 'M32 20v15M32 43v1',
  late: 'M32 21v12l8 5',
  phone: 'M25 18h14a2 2 0 0 1 2 2v24a2 2 0 0 1-2 2H25a2 2 0 0 1-2-2V20a2 2 0 0 1 2-2zM30 41h4',
}
