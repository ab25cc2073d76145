import type { Messages } from '../messages.js'

/** The separate consent to face data: a choice nobody has made for the user. */
export function Consent({ url, agreed, reminded, words, choose }: ConsentProps) {
  const [before, after] = words.consent.split('{link}')
  return (
    <div class="consent" part="consent">
      <label>
        <input
          type="checkbox"
          part="checkbox"
          checked={agreed}
          aria-invalid={reminded && !agreed}
          onChange={(event) => choose(event.currentTarget.checked)}
        />
        <span>
          {before}
          {!url && words.consentLink}
          {!url && after}
        </span>
      </label>
      {url && (
        <span>
          <a part="link" href={url} target="_blank" rel="noopener">
            {words.consentLink}
          </a>
          {after}
        </span>
      )}
    </div>
  )
}

export interface ConsentProps {
  url: string | undefined
  agreed: boolean
  /** The tap came before the choice. */
  reminded: boolean
  words: Messages
  choose: (agreed: boolean) => void
}
