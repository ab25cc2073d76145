/** @jsxImportSource react */
// Read by the type checker only: what must compile, and what must not.
import { useRef } from 'react'
import type { FaceIdElement, FaceIdEvents } from '../src/entries/react.js'

export function Apply({ submitResult }: { submitResult: (token: string | undefined) => void }) {
  const element = useRef<FaceIdElement>(null)
  const listen = (event: FaceIdEvents['faceid-result']) => submitResult(event.detail.resultToken)
  return (
    <>
      <faceid-h5
        ref={element}
        scene="member"
        reference="order-1"
        relay="https://m.shop.example/faceid"
        consent-version="1"
        messages={{ start: 'Go' }}
        environment={{ app: 'wechat', os: 'ios', device: 'phone' }}
        className="wide"
        onfaceid-result={listen}
        onfaceid-error={({ detail }) => submitResult(detail.code)}
      />
      <button type="button" onClick={() => element.current?.start()}>
        Go
      </button>
      {/* @ts-expect-error the reference is missing */}
      <faceid-h5 scene="member" />
      {/* @ts-expect-error no such text */}
      <faceid-h5 scene="member" reference="order-1" messages={{ begin: 'Go' }} />
      {/* @ts-expect-error no such choice */}
      <faceid-h5 scene="member" reference="order-1" prepare="early" />
    </>
  )
}
