/** A short tone as a WAV file (8 kHz, 8 bit, mono): what stands for somebody's voice. */
export function encodeTone(milliseconds: number, hertz: number): Buffer {
  const rate = 8000
  const samples = Math.round((rate * milliseconds) / 1000)
  const file = Buffer.alloc(44 + samples)
  file.write('RIFF', 0, 'latin1')
  file.writeUInt32LE(36 + samples, 4)
  file.write('WAVEfmt ', 8, 'latin1')
  file.writeUInt32LE(16, 16)
  file.writeUInt16LE(1, 20)
  file.writeUInt16LE(1, 22)
  file.writeUInt32LE(rate, 24)
  file.writeUInt32LE(rate, 28)
  file.writeUInt16LE(1, 32)
  file.writeUInt16LE(8, 34)
  file.write('data', 36, 'latin1')
  file.writeUInt32LE(samples, 40)
  for (let at = 0; at < samples; at += 1)
    file[44 + at] = 128 + Math.round(60 * Math.sin((2 * Math.PI * hertz * at) / rate))
  return file
}
