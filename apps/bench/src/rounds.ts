// Lets candidates take turns: what the machine does meanwhile hits all of them alike, and being first is nobody's luck.

/**
 * @param warmUps rounds at the beginning that are thrown away.
 * @returns by label, one measurement of each round.
 */
export async function inRounds<Candidate, Figures>(
  candidates: ReadonlyMap<string, Candidate>,
  { rounds, warmUps }: { rounds: number; warmUps: number },
  measure: (candidate: Candidate, round: number) => Promise<Figures>,
): Promise<Map<string, Figures[]>> {
  const labels = [...candidates.keys()]
  const measured = new Map<string, Figures[]>(labels.map((label) => [label, []]))
  for (let round = 0; round < warmUps + rounds; round += 1) {
    const first = round % labels.length
    for (const label of [...labels.slice(first), ...labels.slice(0, first)]) {
      const candidate = candidates.get(label)
      if (candidate === undefined) continue
      const figures = await measure(candidate, round)
      if (round >= warmUps) measured.get(label)?.push(figures)
    }
  }
  return measured
}
