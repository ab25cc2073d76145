/** Writes bits from the left, as H.264 wants them. */
export interface BitWriter {
  bits(value: number, count: number): void
  /** Exp-Golomb code ue(v); se(0) is the same bit. */
  exponential(value: number): void
  /** Whole bytes, from the next byte's border on. */
  bytes(values: Uint8Array): void
  /** The bytes, with the stop bit at the end. */
  finish(): number[]
}

export function createBitWriter(): BitWriter {
  const done: number[] = []
  let current = 0
  let used = 0
  const bit = (value: number) => {
    current = (current << 1) | value
    used += 1
    if (used < 8) return
    done.push(current)
    current = 0
    used = 0
  }
  const writer: BitWriter = {
    bits(value, count) {
      for (let place = count - 1; place >= 0; place -= 1) bit((value >> place) & 1)
    },
    exponential(value) {
      const length = Math.floor(Math.log2(value + 1))
      writer.bits(0, length)
      writer.bits(value + 1, length + 1)
    },
    bytes(values) {
      while (used !== 0) bit(0)
      for (const value of values) done.push(value)
    },
    finish() {
      bit(1)
      while (used !== 0) bit(0)
      return done
    },
  }
  return writer
}
