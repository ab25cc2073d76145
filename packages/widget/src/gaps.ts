// What ky takes for granted and old web-views lack: the build puts these in its place.

const root = typeof self === 'undefined' ? global : self

export { root as globalThis }

declare const global: typeof self

export function hasOwn(object: object, name: PropertyKey): boolean {
  // biome-ignore lint/suspicious/noPrototypeBuiltins: this is what stands in for `Object.hasOwn`
  return Object.prototype.hasOwnProperty.call(object, name)
}

export function fromEntries<T>(entries: Iterable<readonly [string, T]>): Record<string, T> {
  const object: Record<string, T> = {}
  for (const [name, value] of entries) object[name] = value
  return object
}
