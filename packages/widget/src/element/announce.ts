import type { VerificationState } from '@faceid-h5/protocol'
import type { WidgetError, WidgetErrorCode } from '../client/widget-error.js'
import { browser } from '../environment/platform.js'
import type { State, StateName } from './state.js'

/** Reports a new state: by events, the hidden field of the form, and faults on the console. */
export function announce(element: HTMLElement, now: Snapshot, before: Snapshot): void {
  const { state, result, error } = now
  const { name } = state
  fillField(element, now)
  const changed = name !== before.state.name
  if (changed) emit(element, 'faceid-state', { state: name })
  if (result && 'outcome' in state && (changed || isNews(result, before.result))) {
    emit(element, 'faceid-result', result)
  }
  if (error && changed) {
    emit(element, 'faceid-error', error)
    if (error.code !== 'offline') browser.report(error.code, error.message)
  }
}

/** In the light DOM, because a form sends nothing from a shadow root. Empty unless passed. */
export function fillField(element: HTMLElement, { state, result }: Snapshot): void {
  let field = fieldOf(element)
  if (!field) {
    field = document.createElement('input')
    field.type = 'hidden'
    field.dataset.faceid = ''
    element.prepend(field)
  }
  field.name = element.getAttribute('name') || 'faceid-token'
  field.value = (state.name === 'passed' && result?.resultToken) || ''
}

/** Found by attribute: the merchant may have hidden fields here too, and a cloned element has ours already. */
export function fieldOf(element: HTMLElement): HTMLInputElement | null {
  return element.querySelector('input[data-faceid]')
}

export function snapshotOf(state: State, last: FaceIdResult | null): Snapshot {
  const { name } = state
  const result =
    'outcome' in state ? state.outcome : name === 'ready' || name === 'elsewhere' ? null : last
  if (name !== 'error') return { state, result, error: null }
  const { code, retryable, message } = state.error
  return { state, result, error: { code, retryable, message } }
}

export interface Snapshot {
  state: State
  result: FaceIdResult | null
  error: FaceIdError | null
}

export type FaceIdResult = VerificationState

/** `code` is stable; `message` is for developers. */
export type FaceIdError = Pick<WidgetError, 'retryable' | 'message'> & { code: WidgetErrorCode }

export interface FaceIdEvents {
  'faceid-state': CustomEvent<{ state: StateName }>
  'faceid-result': CustomEvent<FaceIdResult>
  'faceid-error': CustomEvent<FaceIdError>
  /** The user wants to correct the name or ID number. `preventDefault()` if the page leads to its form. */
  'faceid-correct': CustomEvent<null>
  /** The user takes the link of `alternative-url`. `preventDefault()` keeps the browser here. */
  'faceid-alternative': CustomEvent<null>
}

/** A fresh token for the same outcome is not a new result. */
function isNews(now: FaceIdResult, last: FaceIdResult | null): boolean {
  return !last || now.id !== last.id || now.status !== last.status || now.final !== last.final
}

/** False if a listener has called `preventDefault()`. */
export function emit<N extends keyof FaceIdEvents>(
  element: HTMLElement,
  name: N,
  detail: FaceIdEvents[N]['detail'],
): boolean {
  const event = new CustomEvent(name, { detail, bubbles: true, composed: true, cancelable: true })
  return element.dispatchEvent(event)
}
