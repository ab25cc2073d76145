// `<faceid-h5>` in React's JSX: the element, and its types.
import type { HTMLAttributes, Ref } from 'react'
import type { FaceIdEvents } from '../element/announce.js'
import type { FaceIdAttributes } from '../element/attributes.js'
import type { FaceIdElement } from '../element/face-id-element.js'

export * from './element.js'

type Listeners = {
  [N in keyof FaceIdEvents as `on${N}`]?: (event: FaceIdEvents[N]) => void
}

export type FaceIdProps = FaceIdAttributes &
  Listeners &
  Omit<HTMLAttributes<FaceIdElement>, keyof FaceIdAttributes> & {
    class?: string
    ref?: Ref<FaceIdElement>
    key?: string | number
  }

declare module 'react' {
  namespace JSX {
    interface IntrinsicElements {
      'faceid-h5': FaceIdProps
    }
  }
}
