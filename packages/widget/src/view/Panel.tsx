import type { Act, Action, Appearance } from '../appearance.js'
import type { Messages } from '../messages.js'
import { Consent, type ConsentProps } from './Consent.js'
import { Mark } from './Mark.js'

/**
 * Draws an appearance. The main button and the live region are the same elements in every
 * situation, so that focus and announcements survive the change.
 */
export function Panel({ appearance, words, consent, link, act, intent }: PanelProps) {
  const { mark, qrCode, main, second, code } = appearance
  const [title, text] = appearance.words
  const reminded = appearance.consent && consent?.reminded && !consent.agreed
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset belongs to a form and refuses flex layout on old iOS
    <div class="panel" part="panel" role="group" aria-label={words.label}>
      {mark && <Mark kind={mark} />}
      {qrCode && <img class="code" part="qr-code" src={qrCode} alt={words.qrCode} />}
      <div role="status" part="message">
        <p class="title" part="title" tabIndex={-1}>
          {title}
        </p>
        <p class="text" part="text">
          {text}
        </p>
        {code && (
          <p class="text" part="code">
            {words.code + code}
          </p>
        )}
        {reminded && (
          <p class="reminder" part="reminder">
            {words.consentReminder}
          </p>
        )}
        {appearance.link && <p class="text">{words.copyByHand}</p>}
      </div>
      {appearance.link && (
        <input class="link" part="link" readOnly value={link} aria-label={words.link} />
      )}
      {appearance.consent && consent && <Consent {...consent} words={words} />}
      <Button key="main" action={main} name="button" act={act} intent={intent} />
      <Button key="second" action={second} name="secondary" act={act} />
    </div>
  )
}

export interface PanelProps {
  appearance: Appearance
  words: Messages
  consent: Omit<ConsentProps, 'words'> | undefined
  /** The address to be opened in WeChat. */
  link: string
  act: (act: Act) => void
  intent: () => void
}

function Button({ action, name, act, intent }: ButtonProps) {
  if (!action) return null
  const { label, act: todo } = action
  return (
    <button
      type="button"
      class={name}
      part={name}
      // Not `disabled`: that would throw the focus away.
      aria-disabled={!todo}
      onClick={() => todo && act(todo)}
      onPointerDown={intent}
      onFocus={intent}
    >
      {label}
    </button>
  )
}

interface ButtonProps {
  action: Action | undefined
  name: 'button' | 'secondary'
  act: PanelProps['act']
  intent?: () => void
}
