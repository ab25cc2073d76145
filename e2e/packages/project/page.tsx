// Pages: headless, the element itself, React and Vue. Compiled, never run.
import { createFaceId, type FaceId, isWidgetError, type VerificationState } from '@faceid-h5/widget'
import type { FaceIdElement, FaceIdEvents, Messages } from '@faceid-h5/widget/element'
import '@faceid-h5/widget/faceid-h5.css'
import '@faceid-h5/widget/faceid-h5.js'
import type { FaceIdProps as ReactProps } from '@faceid-h5/widget/react'
import type { FaceIdProps as VueProps } from '@faceid-h5/widget/vue'
import type { GlobalComponents } from 'vue'

const faceid: FaceId = createFaceId({ relay: '/faceid', scene: 'member', reference: 'order-4711' })
export const outcome: Promise<Pick<VerificationState, 'status'> | null> = faceid.resume()
export const code = (error: unknown) => (isWidgetError(error) ? error.code : undefined)

const element = document.querySelector('faceid-h5')
element?.addEventListener('faceid-result', ({ detail }: FaceIdEvents['faceid-result']) => {
  console.log(detail.status)
})
export const start = (own: FaceIdElement) => own.start()
export const messages: Partial<Messages> = { start: '开始' }

export const react = (
  <faceid-h5
    scene="member"
    reference="order-4711"
    onfaceid-result={({ detail }) => detail.status}
  />
)
// @ts-expect-error a scene is a text
export const wrong = <faceid-h5 scene={1} reference="order-4711" />
// @ts-expect-error the reference is missing
export const incomplete = <faceid-h5 scene="member" />
// @ts-expect-error no such choice
export const early = <faceid-h5 scene="member" reference="order-4711" prepare="early" />
// @ts-expect-error no such text
export const wrongMessages: Partial<Messages> = { begin: '开始' }
export const reactProps: ReactProps = { scene: 'member', reference: 'order-4711' }
export const vueProps: VueProps = { scene: 'member', reference: 'order-4711' }
export type InTemplates = InstanceType<GlobalComponents['faceid-h5']>['$props']['scene']
