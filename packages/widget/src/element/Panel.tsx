import type { Act, Action, Appearance } from './appearance.js'
import { Consent, type ConsentProps } from './Consent.js'
import { Mark } from './Mark.js'
import type { Messages } from './messages.js'

/**
 * Draws an appearance. The main button and the live region are the same elements in every
 * state, so that focus and announcements survive the change.
 */
export function Panel({ appearance, words, consent, link, act, intend }: PanelProps) {
  const { mark, qrCode, title, text, warning, main, second } = appearance
  const button = (part: string, action: Action | false | undefined) =>
    action && (
      <button
        key={part}
        type="button"
        part={part}
        // Not `disabled`: that would throw the focus away.
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
      {mark && <Mark kind={mark} />}
      {qrCode && <img part="qr-code" src={qrCode} alt={words.scan} />}
      <div role="status">
        <p part="title" tabIndex={-1}>
          {/* A new one each time: words that change their place count as a layout shift. */}
          <span key={title}>{title}</span>
        </p>
        {text && <p part="text">{text}</p>}
        {warning && consent && !consent.agreed && <p part="warning">{warning}</p>}
      </div>
      {appearance.link && <input part="link" readOnly value={link} aria-label={words.copy} />}
      {appearance.consent && consent && <Consent {...consent} words={words} />}
      {button('button', main)}
      {button('secondary', second)}
    </div>
  )
}

export interface PanelProps {
  appearance: Appearance
  words: Messages
  consent: Omit<ConsentProps, 'words'> | false
  /** The address to be opened in WeChat. */
  link: string
  act: (act: Act) => void
  /** A first sign that the user is about to. */
  intend: () => void
}
