// Judges JSON blocks: configurations of the relay by its own reader. Those named after a type are left to the compiler.
import { readConfiguration } from '../../packages/relay/src/config/load.js'
import { type Block, noteOf } from './documents.js'

const kinds: Readonly<Record<string, (value: unknown) => unknown>> = {
  configuration: readConfiguration,
  scene: (scene) => readConfiguration({ publicUrl, scenes: { example: scene } }),
  scenes: (scenes) => readConfiguration({ publicUrl, scenes }),
}

const publicUrl = 'https://m.shop.example/faceid'

/** @returns the type of `@faceid-h5/protocol` that a block with `<!-- as: ResultClaims -->` must have. */
export function typeOf(block: Block): string | undefined {
  const kind = noteOf(block, 'as')
  return block.language === 'json' && kind !== undefined && /^[A-Z]/.test(kind) ? kind : undefined
}

/** @returns what is wrong, or undefined. */
export function jsonFault(block: Block): string | undefined {
  try {
    const value: unknown = JSON.parse(block.code)
    if (typeOf(block) !== undefined) return undefined
    const kind = noteOf(block, 'as') ?? 'configuration'
    const judge = kinds[kind]
    if (judge === undefined) return `${block.at}: there is no kind “${kind}” of JSON`
    judge(value)
    return undefined
  } catch (error) {
    return `${block.at}: ${error instanceof Error ? error.message : String(error)}`
  }
}
