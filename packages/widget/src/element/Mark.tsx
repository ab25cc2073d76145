/** The picture above the title: a viewfinder with a face, an outcome, or the place where it can run. */
export function Mark({ name }: { name: MarkName }) {
  return (
    <svg class={name} part="mark" viewBox="0 0 64 64" aria-hidden="true">
      <rect x="4" y="4" width="56" height="56" rx="16" />
      <path d={paths[name]} />
    </svg>
  )
}

export type MarkName = keyof typeof paths

const phone = 'M18 8h28v48H18zM30 49h4'
const refusing = `${phone}M32 20v12M32 39v1`
const person = 'M32 16a8 8 0 010 17 8 8 0 010-17M17 49c2-8 8-11 15-11s13 3 15 11'

const paths = {
  face: person,
  busy: person,
  done: 'M20 33l8 8 16-17',
  wrong: 'M32 18v18M32 45v1',
  'mini-program': refusing,
  'other-phone': refusing,
  outside: 'M32 10c14 0 24 8 24 19S46 48 32 48l-8-1-10 6 2-9C6 38 8 10 32 10M24 28v1M40 28v1',
  devtools: 'M8 12h48v40H8zM8 22h48M27 31l-6 6 6 6M37 31l6 6-6 6',
  'other-device': 'M38 46H6V14h46M16 54h16M40 24h18v32H40zM48 49h2',
}
