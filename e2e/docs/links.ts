// Follows every link of a document as GitHub would, without the network.
import { existsSync, statSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path/posix'
import { type Document, root } from './documents.js'

/** Where a link out of the repository may lead: the makers of what is described, and standards. */
const hosts = [
  '127.0.0.1',
  'cloud.tencent.com',
  'console.cloud.tencent.com',
  'developers.weixin.qq.com',
  'github.com',
  'keepachangelog.com',
  'mp.weixin.qq.com',
  'nodejs.org',
  'semver.org',
  'www.contributor-covenant.org',
  'www.rfc-editor.org',
]

/** @returns what is wrong, one line for each link. */
export function linkFaults(documents: readonly Document[]): string[] {
  const anchors = new Map(documents.map(({ path, headings }) => [path, slugs(headings)]))
  return documents.flatMap((document) =>
    document.links.flatMap(({ at, target }) => {
      const fault = /^[a-z]+:/.test(target) ? outward(target) : inward(document, target, anchors)
      return fault === undefined ? [] : [`${at}: ${target} ${fault}`]
    }),
  )
}

function outward(target: string): string | undefined {
  if (!URL.canParse(target)) return 'is no address'
  const { protocol, hostname } = new URL(target)
  if (protocol === 'mailto:') return undefined
  if (!hosts.includes(hostname))
    return 'leads to a host that is not on the list in e2e/docs/links.ts'
  if (protocol !== 'https:' && hostname !== '127.0.0.1') return 'is not https'
  return undefined
}

function inward(
  { path }: Document,
  target: string,
  anchors: ReadonlyMap<string, ReadonlySet<string>>,
): string | undefined {
  const [place = '', anchor] = decodeURI(target).split('#')
  const file = place === '' ? path : normalize(join(dirname(path), place))
  if (file.startsWith('..')) return 'leads out of the repository'
  if (!existsSync(join(root, file))) return 'is not there'
  if (anchor === undefined) return undefined
  if (statSync(join(root, file)).isDirectory()) return 'names a heading of a folder'
  return anchors.get(file)?.has(anchor) ? undefined : 'names a heading that is not there'
}

/** GitHub's names of headings: lower case, spaces to dashes, punctuation left out, a number behind a repeated one. */
export function slugs(headings: readonly string[]): ReadonlySet<string> {
  const found = new Set<string>()
  for (const heading of headings) {
    const slug = heading
      .replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
      .replace(/<[^>]+>/g, (tag) => (heading.includes(`\`${tag}`) ? tag : ''))
      .toLowerCase()
      .replace(/[^\p{L}\p{M}\p{N}\p{Pc} -]/gu, '')
      .replaceAll(' ', '-')
    let name = slug
    for (let again = 1; found.has(name); again += 1) name = `${slug}-${again}`
    found.add(name)
  }
  return found
}
