// Searches what relays printed for what must never be there: tickets, BizTokens, ID numbers, names, secrets. A piece of
// one counts too, and so does another way of writing it.

/** Characters of a long secret that are enough to know it by. */
const piece = 16

/** @param log lines. @returns each kind of secret that a line holds, without showing it. */
export function searchLog(log: Iterable<string>, secrets: Iterable<string>): string[] {
  const long = new Map<string, string>()
  const short: string[] = []
  for (const secret of secrets) {
    if (secret.length < piece) {
      short.push(secret, encodeURIComponent(secret), escaped(secret))
      continue
    }
    const small = secret.toLowerCase()
    // Its beginning may be the same for all of its kind.
    for (const at of [Math.floor((small.length - piece) / 2), small.length - piece]) {
      long.set(small.slice(at, at + piece), kindOf(secret))
    }
  }
  const found: string[] = []
  for (const text of log) {
    const kinds = new Set<string>()
    for (const word of short) if (text.includes(word)) kinds.add('a name')
    for (const [word] of text.toLowerCase().matchAll(/[a-z0-9_+/=-]{16,}/g)) {
      for (let at = 0; at + piece <= word.length; at += 1) {
        const kind = long.get(word.slice(at, at + piece))
        if (kind !== undefined) kinds.add(kind)
      }
    }
    found.push(...kinds)
  }
  return found
}

function kindOf(secret: string): string {
  if (/^\d{17}[\dX]$/.test(secret)) return 'an ID number'
  if (/^[0-9A-F-]{36}$/.test(secret)) return 'a BizToken'
  return secret.length > 100 ? 'a ticket or a state' : 'a secret'
}

function escaped(text: string): string {
  return [...text].map((one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`).join('')
}
