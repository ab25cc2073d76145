import type { VerificationState } from '@faceid-h5/protocol'
import type { WidgetErrorCode } from '../client/widget-error.js'
import type { State, StateName } from './state.js'

/**
 * Tells the page what has changed, by events and by the hidden field that a form sends.
 */
export function announce(element: HTMLElement, now: Told, before: Told): void {
  const { state, result } = now
  const { name } = state
  fillField(element, now)
  const changed = name !== before.state.name
  if (changed) tell(element, 'faceid-state', { state: name })
  if (result && 'outcome' in state && (changed || news(result) !== news(before.result))) {
    tell(element, 'faceid-result', result)
  }
  if (name === 'error' && changed) {
    const { code, retryable, message } = state.error
    tell(element, 'faceid-error', { code, retryable, message })
  }
}

/** In the light DOM, because a form sends nothing out of a shadow root. Empty unless passed. */
export function fillField(element: HTMLElement, { state, result }: Told): void {
  // By its mark: the merchant may have hidden fields here too, and a copied element brings ours along.
  let field = element.querySelector<HTMLInputElement>('input[data-faceid]')
  if (!field) {
    field = document.createElement('input')
    field.type = 'hidden'
    field.dataset.faceid = ''
    element.appendChild(field)
  }
  field.name = element.getAttribute('name') || 'faceid-token'
  field.value = (state.name === 'passed' && result?.resultToken) || ''
}

/** The outcome that counts once this state is reached. */
export function resultOf(now: State, last: FaceIdResult | null): FaceIdResult | null {
  if (now.name === 'ready' || now.name === 'elsewhere') return null
  if (!('outcome' in now)) return last
  const { id, status, final, reason, resultToken } = now.outcome
  return {
    id,
    status,
    final,
    ...(reason ? { reason } : {}),
    ...(resultToken ? { resultToken } : {}),
  }
}

export interface Told {
  state: State
  result: FaceIdResult | null
}

export type FaceIdResult = Pick<
  VerificationState,
  'id' | 'status' | 'final' | 'reason' | 'resultToken'
>

export interface FaceIdEvents {
  'faceid-state': CustomEvent<{ state: StateName }>
  'faceid-result': CustomEvent<FaceIdResult>
  'faceid-error': CustomEvent<{ code: WidgetErrorCode; retryable: boolean; message: string }>
}

/** A fresh token for the same outcome is no news. */
function news(result: FaceIdResult | null): string | null {
  return result && `${result.id} ${result.status} ${result.final}`
}

function tell<N extends keyof FaceIdEvents>(
  element: HTMLElement,
  name: N,
  detail: FaceIdEvents[N]['detail'],
): void {
  element.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }))
}
