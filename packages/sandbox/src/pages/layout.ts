/** The frame of every screen: the mark that this is not Tencent, the language switch, the steps. */
import type { Step } from './flow.js'
import { type Html, html } from './html.js'
import { type Language, type Say, speaker, type TextKey } from './texts.js'

export interface Contents {
  title: string
  body: Html
  /** Goes on by itself to this address, after a second. */
  goesOnTo?: string
}

interface Frame extends Contents {
  language: Language
  /** Of this page, up to the `?` or `&` before its last parameter. */
  address: string
  merchant?: string
  steps?: { all: readonly Step[]; current: Step | 'done' }
  /** Room for tables. */
  wide?: boolean
}

const stepNames: Readonly<Record<Step, TextKey>> = {
  card: 'stepCard',
  face: 'stepFace',
  intention: 'stepIntention',
}

export function layout(frame: Frame): string {
  const say = speaker(frame.language)
  const other = frame.language === 'en' ? 'zh-CN' : 'en'
  return html`<!doctype html>
<html lang="${frame.language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
${frame.goesOnTo ? html`<meta http-equiv="refresh" content="1; url=${frame.goesOnTo}">` : ''}
<title>${frame.title} · ${say('mark')}</title>
<link rel="stylesheet" href="/sandbox/assets/page.css">
<link rel="icon" href="/sandbox/assets/icon.svg">
<script src="/sandbox/assets/page.js" defer></script>
</head>
<body>
<header class="mark">
<strong>${say('mark')}</strong>
<a href="${frame.address}lang=${other}" hreflang="${other}" lang="${other}">${say('otherLanguage')}</a>
</header>
<main${frame.wide ? html` class="wide"` : ''}>
${frame.merchant ? html`<p class="merchant"><b>${frame.merchant}</b> ${say('asks')}</p>` : ''}
${frame.steps ? steps(frame.steps, say) : ''}
${frame.body}
</main>
<footer>${say('markNote')}</footer>
</body>
</html>`.html
}

function steps({ all, current }: NonNullable<Frame['steps']>, say: Say): Html {
  const at = current === 'done' ? all.length : all.indexOf(current)
  const items = all.map(
    (step, place) =>
      html`<li class="${place < at ? 'past' : place === at ? 'now' : 'next'}"${
        place === at ? html` aria-current="step"` : ''
      }>${say(stepNames[step])}</li>`,
  )
  return html`<ol class="steps" aria-label="${say('progress')}">${items}</ol>`
}
