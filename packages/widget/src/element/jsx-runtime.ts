import { type ComponentType, createElement } from 'preact'

/** What the build takes for `preact/jsx-runtime`, which also holds what only precompiled JSX needs. */
export function jsx(type: ComponentType, props: object, key?: string) {
  return createElement(type, { ...props, key })
}

export const jsxs = jsx
