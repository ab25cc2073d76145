// What the changelog says of a release. A section that was kept by hand as `(not released)` becomes part of it.

/** @param {{ version: string, date: string, changes: string[] }} release `changes`: a summary each, in Markdown. */
export function withRelease(changelog, { version, date, changes }) {
  const [title = '', ...sections] = changelog.trim().split(/\n+(?=## )/)
  const kept = /\(not released\)$/m.test(sections[0]?.split('\n')[0] ?? '') ? sections.shift() : ''
  const body = [changes.map(item).join('\n'), kept.replace(/^.*\n+/, '')]
  const section = [`## ${version} (${date})`, ...body.filter(Boolean)].join('\n\n')
  return `${[title, section, ...sections].join('\n\n')}\n`
}

/** @returns whether it has a section for this version that does not say `(not released)`. */
export function isReleased(changelog, version) {
  const heading = changelog.split('\n').find((line) => line.startsWith(`## ${version} `))
  return heading !== undefined && !heading.includes('(not released)')
}

function item(change) {
  return `- ${change.trim().replaceAll(/\n(?=.)/g, '\n  ')}`
}
