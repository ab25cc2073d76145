import { type ComponentType, createElement } from 'preact'

/** The build's alias for `preact/jsx-runtime`, without its support for precompiled JSX. */
export function jsx(type: ComponentType, props: object, key?: string) {
  return createElement(type, { ...props, key })
}

export const jsxs = jsx
