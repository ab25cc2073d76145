// Whether this Node.js is one that the package promises to run on.
import type { Finding } from './finding.js'

/** As `engines` of package.json. */
export const oldestNode = '20.19.0'

/** @param node such as `20.19.1` */
export function checkNode(node: string): Finding {
  const subject = `Node.js ${node}`
  if (compare(node, oldestNode) >= 0) return { verdict: 'fine', subject, says: 'new enough' }
  return { verdict: 'fix', subject, says: 'too old', advice: `Install ${oldestNode} or later.` }
}

function compare(one: string, other: string): number {
  const numbers = (text: string) => text.split('.').map((part) => Number.parseInt(part, 10))
  const others = numbers(other)
  for (const [place, number] of numbers(one).entries()) {
    const difference = number - (others[place] ?? 0)
    if (difference !== 0) return difference
  }
  return 0
}
