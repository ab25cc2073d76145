// Pictures and recordings as Tencent sends them (base64 without a type): their type is read from their first bytes.
import type { EvidenceMedia } from '@faceid-h5/protocol'

/** @returns nothing where Tencent left it out or sent something that is no base64. */
export function evidenceMedia(base64: unknown): EvidenceMedia | undefined {
  if (typeof base64 !== 'string' || base64 === '') return undefined
  // 24 bytes tell the type; the rest is only checked for its alphabet.
  const start = Buffer.from(base64.slice(0, 32), 'base64')
  if (start.length === 0 || /[^A-Za-z0-9+/=\s]/.test(base64)) return undefined
  return { mediaType: mediaTypeOf(start), base64 }
}

/** Of a list, what is there; of anything else nothing. */
export function evidenceMediaList(list: unknown): EvidenceMedia[] {
  return Array.isArray(list) ? list.flatMap((one) => evidenceMedia(one) ?? []) : []
}

function mediaTypeOf(start: Buffer): string {
  const text = start.toString('latin1')
  if (text.startsWith('\xff\xd8\xff')) return 'image/jpeg'
  if (text.startsWith('\x89PNG\r\n\x1a\n')) return 'image/png'
  if (text.slice(4, 8) === 'ftyp') return 'video/mp4'
  if (text.startsWith('RIFF') && text.slice(8, 12) === 'WAVE') return 'audio/wav'
  if (text.startsWith('ID3') || text.startsWith('\xff\xfb')) return 'audio/mpeg'
  if (text.startsWith('\x1aE\xdf\xa3')) return 'video/webm'
  return 'application/octet-stream'
}
