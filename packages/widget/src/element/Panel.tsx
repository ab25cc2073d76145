import type { Act, Action, Appearance } from './appearance.js'
import { Consent, type ConsentProps } from './Consent.js'
import { Mark } from './Mark.js'
import type { Messages } from './messages.js'

/**
 * Draws an appearance. The main button and the live region stay the same elements in every state, so
 * that focus and announcements survive the change.
 */
export function Panel(props: PanelProps) {
  const { appearance, words, consent, alternative, simulate, page, act, intend } = props
  const { mark, qrCode, title, text, hint, warning, main, second } = appearance
  const button = (part: string, action: Action | false | undefined) =>
    action && (
      <button
        key={part}
        type="button"
        part={part}
        // Not `disabled`, which would drop the focus.
        aria-disabled={!action.act}
        onClick={() => action.act && act(action.act)}
        onPointerDown={intend}
        onFocus={intend}
      >
        {action.label}
      </button>
    )
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset refuses flex layout on old iOS
    <div part="panel" role="group" aria-label={words.title}>
      {qrCode ? <img part="qr-code" src={qrCode} alt={words.scan} /> : <Mark name={mark} />}
      <div role="status">
        <p part="title" class={mark} tabIndex={-1}>
          {/* A new one each time: text that moves counts as a layout shift. */}
          <span key={title}>{phrases(title)}</span>
        </p>
        {text && <p part="text">{phrases(text)}</p>}
        {hint && <p part="hint">{phrases(hint)}</p>}
        {warning && consent && !consent.agreed && <p part="warning">{warning}</p>}
      </div>
      {appearance.copyable && <input part="link" readOnly value={page} aria-label={words.copy} />}
      {appearance.consent && consent && <Consent {...consent} />}
      {appearance.openHere && (
        <a part="button" href={page} target="_top">
          {words.embedded}
        </a>
      )}
      {button('button', main)}
      {button('secondary', second)}
      {alternative && (
        <a part="alternative" href={alternative.url} onClick={alternative.taken}>
          {words.alternative}
        </a>
      )}
      {simulate && (
        <button type="button" part="alternative" onClick={simulate}>
          开发：模拟手机微信
        </button>
      )}
    </div>
  )
}

/** Each is a box: lines break after it, and within it only if it is too long. */
const phrases = (text: string) =>
  text.split(/(.+?(?:手.微信|[内內，。：_]|(?=（)))/).map((phrase) => <span>{phrase}</span>)

export interface PanelProps {
  appearance: Appearance
  words: Messages
  consent: ConsentProps | false
  /** The link to another method than the face. */
  alternative: { url: string; taken: (event: MouseEvent) => void } | false
  /** Development only: toggles the simulated phone. */
  simulate: (() => void) | false
  /** The address of this page. */
  page: string
  act: (act: Act) => void
  /** The first touch or focus. */
  intend: () => void
}
