// Measures candidates in turns, so that a busy moment of the machine hits them all; keeps every sample.

export interface Candidate<Sample> {
  name: string
  measure(): Promise<Sample>
}

/** A run that fails is repeated once; a candidate that fails twice in a row is left out from then on, and that is said. */
export async function inTurns<Sample>(
  candidates: readonly Candidate<Sample>[],
  rounds: number,
  say: (line: string) => void,
): Promise<Map<string, Sample[]>> {
  const samples = new Map<string, Sample[]>()
  const broken = new Set<string>()
  for (let round = 0; round < rounds; round++) {
    for (const { name, measure } of candidates) {
      if (broken.has(name)) continue
      const sample = await measure()
        .catch(measure)
        .catch((error: unknown) => {
          say(`${name}: ${String(error).split('\n')[0]}`)
          broken.add(name)
        })
      if (sample !== undefined) samples.set(name, [...(samples.get(name) ?? []), sample])
    }
  }
  return samples
}
