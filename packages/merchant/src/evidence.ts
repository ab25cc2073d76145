import type { Evidence, EvidencePart } from '@faceid-h5/protocol'

/** The evidence with the parts that were asked for, and without the others. */
export type EvidenceOf<Part extends EvidencePart> = Pick<Evidence, 'scene' | 'mode'> &
  Required<Pick<Evidence, Part>>

const known: Record<EvidencePart, true> = {
  text: true,
  idCard: true,
  frames: true,
  video: true,
  intention: true,
}

/**
 * The address of these parts. A wrong handle or part is a `TypeError`: neither may come from a browser,
 * and neither may lead to another address of the relay.
 */
export function evidencePath<Part extends EvidencePart = 'text'>(
  handle: string,
  // Safe: without parts asked for, `Part` is its default.
  include: readonly Part[] = ['text' as Part],
): { path: string; parts: readonly Part[] } {
  if (typeof handle !== 'string' || !/^[A-Za-z0-9_-]+$/.test(handle)) {
    throw new TypeError('`handle` must be the `evidence` of a verified result')
  }
  if (include.length === 0 || !include.every((part) => Object.hasOwn(known, part))) {
    throw new TypeError(`\`include\` must name some of ${Object.keys(known).join(', ')}`)
  }
  return { path: `/v1/evidence/${handle}${queryOf(include)}`, parts: include }
}

export function isEvidenceOf<Part extends EvidencePart>(parts: readonly Part[]) {
  return (value: unknown): value is EvidenceOf<Part> => {
    const members = new Map<string, unknown>(Object.entries(value ?? {}))
    return (
      typeof members.get('scene') === 'string' &&
      parts.every((part) => typeof members.get(part) === 'object' && members.get(part) !== null)
    )
  }
}

function queryOf(include: readonly EvidencePart[]): string {
  return include.length === 1 && include[0] === 'text' ? '' : `?include=${include.join(',')}`
}
