// Read by the type checker only: what must compile, and what must not.
import type { GlobalComponents } from 'vue'
import type { FaceIdElement, StateName } from '../src/entries/element.js'
import { createFaceId, isWidgetError } from '../src/entries/index.js'
import type {} from '../src/entries/vue.js'

type Props = InstanceType<GlobalComponents['faceid-h5']>['$props']

export const complete: Props = {
  scene: 'member',
  reference: 'order-1',
  'start-url': '/start',
  onFaceidResult: ({ detail }) => detail.resultToken?.length,
}
// @ts-expect-error the reference is missing
export const incomplete: Props = { scene: 'member' }

const element: FaceIdElement = document.createElement('faceid-h5')
export const state: StateName = element.state
// @ts-expect-error it is told, not set
element.state = 'passed'
element.addEventListener('faceid-error', ({ detail }) => detail.code === 'offline')
// @ts-expect-error no such code
element.addEventListener('faceid-error', ({ detail }) => detail.code === 'oops')

const faceid = createFaceId({ relay: '/faceid', scene: 'member', reference: 'order-1' })
export const token = faceid.resume().then((outcome) => outcome?.resultToken)
// @ts-expect-error the scene is missing
createFaceId({ relay: '/faceid', reference: 'order-1' })

export function retryable(error: unknown): boolean {
  return isWidgetError(error) && error.retryable
}
