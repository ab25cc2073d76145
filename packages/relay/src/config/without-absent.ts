// Leaves out members that are undefined, so that what is absent is absent, in types as well.

type Present<T> = {
  [K in keyof T as undefined extends T[K] ? never : K]: T[K]
} & {
  [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined>
}

export function withoutAbsent<T extends object>(members: T): Present<T> {
  // Safe: exactly the members that are undefined are dropped.
  return Object.fromEntries(
    Object.entries(members).filter(([, value]) => value !== undefined),
  ) as Present<T>
}
