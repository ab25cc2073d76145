import { Readable } from 'node:stream'
import type { Evidence, EvidenceMediaName, EvidencePart } from '@faceid-h5/protocol'
import type { End } from './relay-request.js'
import { object, string } from './shape.js'

/** The evidence with the parts that were requested, and without the others. */
export type EvidenceOf<Part extends EvidencePart> = Pick<Evidence, 'scene' | 'mode'> &
  Required<Pick<Evidence, Part>>

/** One picture or recording. Read it to its end, or `destroy()` the stream. */
export interface EvidenceStream {
  /** `image/jpeg`, `image/png`, `video/mp4`, `audio/wav`, …: detected by the relay from the first bytes. */
  mediaType: string
  /** A transfer that breaks off or takes too long ends the stream with a `RelayRequestError`. */
  stream: Readable
}

const evidenceParts: Record<EvidencePart, true> = {
  text: true,
  idCard: true,
  frames: true,
  video: true,
  intention: true,
}

const mediaNames: Record<EvidenceMediaName, true> = {
  'id-card-front': true,
  'id-card-back': true,
  'best-frame': true,
  video: true,
  'intention-video': true,
  'intention-frame': true,
  'intention-audio': true,
}

/** Whether `value` names a picture or recording: for a route whose last part is one. */
export function isEvidenceMediaName(value: unknown): value is EvidenceMediaName {
  return typeof value === 'string' && Object.hasOwn(mediaNames, value)
}

/** The path of these parts. A wrong handle or part is a `TypeError`, so that neither leads to another path. */
export function evidencePath(handle: string, include: readonly EvidencePart[] = ['text']): string {
  if (typeof handle !== 'string' || !/^[A-Za-z0-9_-]+$/.test(handle)) {
    throw new TypeError('`handle` must be the `evidence` of a verified result')
  }
  if (include.length === 0 || !include.every((part) => Object.hasOwn(evidenceParts, part))) {
    throw new TypeError(`\`include\` must name some of ${Object.keys(evidenceParts).join(', ')}`)
  }
  const query = `${include}` === 'text' ? '' : `?include=${include.join(',')}`
  return `/v1/evidence/${handle}${query}`
}

export function mediaPath(handle: string, name: EvidenceMediaName): string {
  if (!isEvidenceMediaName(name)) {
    throw new TypeError(`\`name\` must be one of ${Object.keys(mediaNames).join(', ')}`)
  }
  return `${evidencePath(handle)}/${name}`
}

export function isEvidenceOf<Part extends EvidencePart>(parts: readonly Part[]) {
  const present = parts.map((part) => [part, object({})])
  return object<EvidenceOf<Part>>({ scene: string, ...Object.fromEntries(present) })
}

/** Returns the body of a response while it still arrives; undefined if it is no picture or recording. */
export async function takeMedia(response: Response, end: End): Promise<EvidenceStream | undefined> {
  const [mediaType = ''] = (response.headers.get('content-type') ?? '').split(';')
  const { body } = response
  if (!body || !/^(image|video|audio)\/|^application\/octet-stream$/.test(mediaType)) {
    await body?.cancel()
    return undefined
  }
  return { mediaType, stream: readableOf(body, end) }
}

/** Not `Readable.fromWeb`: its errors would be those of the network, without a code. */
function readableOf(body: NonNullable<Response['body']>, { signal, failed }: End): Readable {
  const reader = body.getReader()
  const giveUp = () => stream.destroy(errorOf(signal.reason))
  const errorOf = (cause: unknown) => {
    const error = failed(cause)
    return error instanceof Error ? error : new Error('aborted', { cause: error })
  }
  signal.addEventListener('abort', giveUp, { once: true })
  const stream = new Readable({
    async read() {
      try {
        const { done, value } = await reader.read()
        this.push(done ? null : value)
      } catch (cause) {
        this.destroy(errorOf(cause))
      }
    },
    destroy(error, done) {
      signal.removeEventListener('abort', giveUp)
      // Closes the connection if the relay is still sending.
      reader.cancel().catch(() => undefined)
      done(error)
    },
  })
  return stream
}
