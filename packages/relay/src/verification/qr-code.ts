// Draws an address as a QR code for an <img>: a long press on one works in WeChat.

/** @returns an SVG data URL. */
export async function qrCode(address: string): Promise<string> {
  // Loaded with the first QR code.
  const { renderSVG } = await import('uqr')
  const svg = renderSVG(address, { ecc: 'L', border: 2 })
  return `data:image/svg+xml;base64,${Buffer.from(svg, 'utf8').toString('base64')}`
}
