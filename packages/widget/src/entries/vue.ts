// `<faceid-h5>` in Vue's templates: the element, and its types.
import type { HTMLAttributes } from 'vue'
import type { FaceIdEvents } from '../element/announce.js'
import type { FaceIdAttributes } from '../element/attributes.js'
import type { FaceIdElement } from '../element/face-id-element.js'

export * from './element.js'

interface Listeners {
  onFaceidState?: (event: FaceIdEvents['faceid-state']) => void
  onFaceidResult?: (event: FaceIdEvents['faceid-result']) => void
  onFaceidError?: (event: FaceIdEvents['faceid-error']) => void
}

export type FaceIdProps = FaceIdAttributes &
  Listeners &
  Omit<HTMLAttributes, keyof FaceIdAttributes>

declare module 'vue' {
  interface GlobalComponents {
    'faceid-h5': new () => FaceIdElement & { $props: FaceIdProps }
  }
}
