// The widget's built files as the relay serves them: under their plain and their hashed names, compressed once, when
// they are first asked for.
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'

export interface WidgetFile {
  /** `faceid-h5.js` */
  name: string
  /** `faceid-h5.<12 hex digits>.js`: another content has another name. */
  hashedName: string
  type: string
  /** For Subresource Integrity: `sha384-…`. */
  integrity: string
  etag: string
  body(encoding: Encoding): Promise<Buffer>
}

export type Encoding = 'br' | 'gzip' | 'identity'

const types = { js: 'text/javascript; charset=utf-8', css: 'text/css; charset=utf-8' }

/** @throws where `@faceid-h5/widget` is not installed or not built. */
export function readWidgetFiles(): WidgetFile[] {
  const { resolve } = createRequire(import.meta.url)
  return (['js', 'css'] as const).map((extension) => {
    const identity = readFileSync(resolve(`@faceid-h5/widget/faceid-h5.${extension}`))
    const hash = createHash('sha256').update(identity).digest('hex').slice(0, 12)
    return {
      name: `faceid-h5.${extension}`,
      hashedName: `faceid-h5.${hash}.${extension}`,
      type: types[extension],
      integrity: `sha384-${createHash('sha384').update(identity).digest('base64')}`,
      etag: `"${hash}"`,
      body: compressedOnce(identity),
    }
  })
}

function compressedOnce(identity: Buffer): WidgetFile['body'] {
  const compress: Record<Encoding, () => Promise<Buffer>> = {
    identity: async () => identity,
    gzip: () => promisify(gzip)(identity, { level: 9 }),
    br: () => {
      const params = { [constants.BROTLI_PARAM_SIZE_HINT]: identity.length }
      return promisify(brotliCompress)(identity, { params })
    },
  }
  const done = new Map<Encoding, Promise<Buffer>>()
  return (encoding) => {
    const body = done.get(encoding) ?? compress[encoding]()
    done.set(encoding, body)
    return body
  }
}

/** The best encoding that an `Accept-Encoding` header takes; q=0 refuses one. */
export function encodingFor(acceptEncoding: string | undefined): Encoding {
  const accepted = (acceptEncoding ?? '')
    .toLowerCase()
    .split(',')
    .map((part) => part.split(';').map((piece) => piece.trim()))
    .filter(([, q]) => q === undefined || !/^q=0(\.0*)?$/.test(q))
    .map(([name]) => name)
  if (accepted.includes('br')) return 'br'
  return accepted.includes('gzip') ? 'gzip' : 'identity'
}
