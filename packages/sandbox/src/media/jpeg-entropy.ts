/** The Huffman-coded part of a JPEG: one table for means, one for everything else. */
import { acTable, dcTable, type HuffmanTable } from './jpeg-tables.js'

export interface EntropyWriter {
  /** Difference of a block's mean to that of the block before. */
  mean(difference: number): void
  /** A coefficient after so many zeros. */
  value(zeros: number, value: number): void
  endOfBlock(): void
  finish(): number[]
}

export function createEntropyWriter(): EntropyWriter {
  const means = codes(dcTable)
  const values = codes(acTable)
  const bytes: number[] = []
  let current = 0
  let used = 0
  const write = (bits: number, length: number) => {
    for (let place = length - 1; place >= 0; place -= 1) {
      current = (current << 1) | ((bits >> place) & 1)
      used += 1
      if (used < 8) continue
      bytes.push(current)
      // A byte of ones would look like a marker.
      if (current === 0xff) bytes.push(0)
      current = 0
      used = 0
    }
  }
  const symbol = (table: Code[], number: number) => {
    const code = table[number]
    if (!code) throw new RangeError(`no Huffman code for ${number}`)
    write(code.bits, code.length)
  }
  const amplitude = (value: number, size: number) =>
    write(value < 0 ? value + 2 ** size - 1 : value, size)
  return {
    mean(difference) {
      const size = sizeOf(difference)
      symbol(means, size)
      amplitude(difference, size)
    },
    value(zeros, value) {
      for (let left = zeros; left > 15; left -= 16) symbol(values, 0xf0)
      const size = sizeOf(value)
      symbol(values, ((zeros % 16) << 4) | size)
      amplitude(value, size)
    },
    endOfBlock: () => symbol(values, 0),
    finish() {
      while (used !== 0) write(1, 1)
      return bytes
    },
  }
}

interface Code {
  bits: number
  length: number
}

/** Codes of one length count up; the next length begins with twice the next one. */
function codes(table: HuffmanTable): Code[] {
  const found: Code[] = []
  let bits = 0
  let at = 0
  table.counts.forEach((count, place) => {
    for (let number = 0; number < count; number += 1) {
      found[table.symbols[at] ?? 0] = { bits, length: place + 1 }
      bits += 1
      at += 1
    }
    bits <<= 1
  })
  return found
}

function sizeOf(value: number): number {
  return value === 0 ? 0 : Math.floor(Math.log2(Math.abs(value))) + 1
}
