/** Checks of what was parsed from JSON: absent is not false, and a wrong type is refused. */
export type Check = (value: unknown) => boolean

export const string: Check = (value) => typeof value === 'string'
export const text: Check = (value) => string(value) && value !== ''
export const flag: Check = (value) => typeof value === 'boolean'
export const number: Check = (value) => Number.isFinite(value)
export const oneOf =
  (...values: unknown[]): Check =>
  (value) =>
    values.includes(value)
export const httpUrl: Check = (value) =>
  string(value) && URL.canParse(`${value}`) && /^https?:/.test(new URL(`${value}`).protocol)
export const optional =
  (check: Check): Check =>
  (value) =>
    value === undefined || check(value)

/** An object whose members pass these checks; it may have others. */
export const object =
  <T>(checks: Readonly<Record<string, Check>>) =>
  (value: unknown): value is T => {
    if (typeof value !== 'object' || value === null) return false
    const members = new Map<string, unknown>(Object.entries(value))
    return Object.entries(checks).every(([name, check]) => check(members.get(name)))
  }
