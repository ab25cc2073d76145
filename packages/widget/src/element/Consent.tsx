import type { Messages } from './messages.js'

/** The separate consent to face data. Never ticked in advance. */
export function Consent({ url, agreed, words, choose }: ConsentProps) {
  const [before, after] = words.consent.split('{link}')
  return (
    <div part="consent">
      <label>
        <input type="checkbox" checked={agreed} onChange={() => choose(!agreed)} />
        {before}
        {!url && words.consentLink + after}
      </label>
      {url && (
        <a part="consent-link" href={url} target="_blank" rel="noopener">
          {words.consentLink}
        </a>
      )}
      {url && after}
    </div>
  )
}

export interface ConsentProps {
  url: string | undefined
  agreed: boolean
  words: Messages
  choose: (agreed: boolean) => void
}
