/** Drawings of the hosted pages, in the colours of the style sheet. */
import type { Person } from '../../state/person.js'
import { type Html, html } from '../html.js'

export function cardPicture(person: Person): Html {
  return html`<svg class="picture" viewBox="0 0 320 202" role="img" aria-label="${person.name} ${person.idCard}">
<rect class="paper" x="1" y="1" width="318" height="200" rx="16"/>
<g class="face" transform="translate(222 34)"><rect class="sky" width="74" height="92" rx="10"/>
<path class="ink" d="M6 92c0-20 14-30 31-30s31 10 31 30z"/><circle class="skin" cx="37" cy="40" r="20"/>
<path class="hair" d="M16 38c-1-18 9-25 21-25s22 7 21 25c-5-9-13-12-21-12s-16 3-21 12z"/></g>
<text x="22" y="52">${person.name}</text>
<g class="lines"><rect x="22" y="70" width="60" height="8" rx="4"/><rect x="22" y="90" width="120" height="8" rx="4"/>
<rect x="22" y="110" width="160" height="8" rx="4"/></g>
<text class="number" x="22" y="172">${person.idCard}</text>
<text class="stamp" x="22" y="146">SANDBOX</text></svg>`
}

export function facePicture(): Html {
  return html`<svg class="picture round" viewBox="0 0 220 220" aria-hidden="true">
<circle class="sky" cx="110" cy="110" r="96"/>
<clipPath id="inside"><circle cx="110" cy="110" r="96"/></clipPath>
<g clip-path="url(#inside)"><path class="ink" d="M30 220c0-44 36-62 80-62s80 18 80 62z"/>
<circle class="skin" cx="110" cy="102" r="50"/>
<path class="hair" d="M57 100c-4-46 24-64 53-64s57 18 53 64c-10-24-32-32-53-32s-43 8-53 32z"/>
<circle class="ink" cx="92" cy="104" r="5"/><circle class="ink" cx="128" cy="104" r="5"/>
<path class="smile" d="M94 124c8 9 24 9 32 0"/></g>
<circle class="ring" cx="110" cy="110" r="104"/></svg>`
}

export type Sign = 'good' | 'bad' | 'pause' | 'phone' | 'magic'

export function sign(kind: Sign): Html {
  const paths = {
    good: html`<path d="M26 47l14 14 28-30"/>`,
    bad: html`<path d="M47 26v26M47 64v4"/>`,
    pause: html`<path d="M36 32v30M58 32v30"/>`,
    phone: html`<rect x="34" y="22" width="26" height="50" rx="6"/><path d="M44 63h6"/>`,
    magic: html`<path d="M47 22c2 16 9 23 25 25-16 2-23 9-25 25-2-16-9-23-25-25 16-2 23-9 25-25z"/>`,
  }
  return html`<svg class="sign ${kind}" viewBox="0 0 94 94" aria-hidden="true"><circle cx="47" cy="47" r="44"/>${paths[kind]}</svg>`
}
