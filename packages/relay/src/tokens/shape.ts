// Checks what was decrypted: that it has the members it should have.

/** What a member must be: of a type, one of a list, or what a function accepts. */
type Kind = 'string' | 'number' | 'boolean' | readonly unknown[] | ((value: unknown) => boolean)

/** @returns a check of all members of an object. */
export function shapeOf<T>(kinds: Readonly<Record<keyof T, Kind>>) {
  return (value: unknown): value is T =>
    typeof value === 'object' &&
    value !== null &&
    // Safe: every member is read as unknown.
    Object.entries<Kind>(kinds).every(([name, kind]) =>
      isOf(kind, (value as Record<string, unknown>)[name]),
    )
}

export const optional = (kind: Kind) => (value: unknown) => value === undefined || isOf(kind, value)

function isOf(kind: Kind, value: unknown): boolean {
  if (typeof kind === 'function') return kind(value)
  return typeof kind === 'string' ? typeof value === kind : kind.includes(value)
}
