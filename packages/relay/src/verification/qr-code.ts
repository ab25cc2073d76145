// Draws an address as a QR code for an <img>: a long press on one works in WeChat.
import { renderSVG } from 'uqr'

/** @returns an SVG data URL. */
export function qrCode(address: string): string {
  const svg = renderSVG(address, { ecc: 'L', border: 2 })
  return `data:image/svg+xml;base64,${Buffer.from(svg, 'utf8').toString('base64')}`
}
