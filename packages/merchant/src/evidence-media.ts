import { Readable } from 'node:stream'
import type { EvidenceMediaName } from '@faceid-h5/protocol'
import { unreachable } from './relay-problem.js'
import type { Limits } from './relay-request.js'
import { RelayRequestError } from './relay-request-error.js'

/** One picture or recording on its way: read it to its end, or `destroy()` the stream. */
export interface EvidenceStream {
  /** `image/jpeg`, `image/png`, `video/mp4`, `audio/wav`, …: what its first bytes say, never what somebody claims. */
  mediaType: string
  /** The bytes as they come; a transfer that breaks off or takes too long ends it with a `RelayRequestError`. */
  stream: Readable
}

const names: Record<EvidenceMediaName, true> = {
  'id-card-front': true,
  'id-card-back': true,
  'best-frame': true,
  video: true,
  'intention-video': true,
  'intention-frame': true,
  'intention-audio': true,
}

/** Whether there can be evidence of this name: for a route whose last part is one. */
export function isEvidenceMediaName(value: unknown): value is EvidenceMediaName {
  return typeof value === 'string' && Object.hasOwn(names, value)
}

/** Hands on the body of an answer while it is still arriving. */
export function takeMedia(name: EvidenceMediaName) {
  if (!isEvidenceMediaName(name)) {
    throw new TypeError(`\`name\` must be one of ${Object.keys(names).join(', ')}`)
  }
  return async (response: Response, limits: Limits): Promise<EvidenceStream | undefined> => {
    const [mediaType = ''] = (response.headers.get('content-type') ?? '').split(';')
    const { body } = response
    // A page of some proxy is no evidence.
    if (!body || !/^(image|video|audio)\/|^application\/octet-stream$/.test(mediaType)) {
      await body?.cancel()
      return undefined
    }
    return { mediaType, stream: readableOf(body, limits) }
  }
}

/** Not `Readable.fromWeb`: its errors would be those of the network, without a code. */
function readableOf(body: NonNullable<Response['body']>, { timeout, caller }: Limits): Readable {
  const reader = body.getReader()
  return new Readable({
    async read() {
      try {
        const { done, value } = await reader.read()
        this.push(done ? null : value)
      } catch (cause) {
        const error = new RelayRequestError(unreachable(timeout.aborted), { cause })
        this.destroy(caller?.aborted ? caller.reason : error)
      }
    },
    destroy(error, done) {
      // Hangs up, where the relay is still sending; a body that has ended or failed needs no hanging up.
      reader.cancel().catch(() => undefined)
      done(error)
    },
  })
}
