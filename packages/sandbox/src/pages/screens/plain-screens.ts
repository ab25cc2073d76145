/** Screens outside the flow: the wrong place, an unknown link, nowhere to go back to. */
import { paths } from '../../api/authorize-url.js'
import type { Verification } from '../../state/verification.js'
import type { Obstacle } from '../environment.js'
import { type Html, html } from '../html.js'
import type { Say } from '../texts.js'
import { sign } from './pictures.js'
import { hidden } from './step-screen.js'

export function environmentScreen(
  { bizToken, rule }: Verification,
  obstacle: Obstacle,
  say: Say,
): { title: string; body: Html } {
  const title = say(obstacle)
  const why =
    rule.mode === 'native' ? 'nativeRule' : rule.outsideWeChat ? 'outsideRule' : 'overlayRule'
  const body = html`${sign('phone')}<h1 tabindex="-1">${title}</h1><p class="hint">${say(why)}</p>
<form method="post" action="${paths.page}">${hidden(bizToken)}<button class="primary" name="act" value="environment">${say('continueAnyway')}</button></form>
<p class="hint small">${say('continueNote')}</p>`
  return { title, body }
}

/** `address`: where it goes on to by itself, or by the button. */
export function magicScreen(
  { bizToken }: Verification,
  address: string,
  say: Say,
): { title: string; body: Html } {
  const title = say('magicTitle')
  const body = html`${sign('magic')}<h1 tabindex="-1">${title}</h1><p class="hint">${say('magicHint')}</p>
<form method="get" action="${address}"><input type="hidden" name="BizToken" value="${bizToken}">
<button class="primary">${say('magicGo')}</button></form>`
  return { title, body }
}

export function unknownScreen(say: Say): { title: string; body: Html } {
  const title = say('unknownTitle')
  const body = html`${sign('bad')}<h1 tabindex="-1">${title}</h1><p class="hint">${say('unknownHint')}</p>`
  return { title, body }
}

export function strandedScreen(say: Say): { title: string; body: Html } {
  const title = say('strandedTitle')
  const body = html`${sign('bad')}<h1 tabindex="-1">${title}</h1><p class="hint">${say('strandedHint')}</p>`
  return { title, body }
}
