// Nanoseconds per call, by running it in batches that are long enough to be timed. The clock is handed in.

export interface Clock {
  /** Nanoseconds since some beginning. */
  now(): bigint
}

export interface Candidate {
  name: string
  run(): unknown
}

/** One time per call and round. The candidates take turns, so that a busy moment hits them all. */
export function callTimes(
  candidates: readonly Candidate[],
  { rounds, batchMs }: CallPlan,
  clock: Clock,
): number[][] {
  const batches = candidates.map(({ run }) => ({
    run,
    calls: batchSize(run, batchMs, clock),
    times: [] as number[],
  }))
  for (let round = 0; round < rounds; round++) {
    for (const { run, calls, times } of batches) times.push(batch(run, calls, clock) / calls)
  }
  return batches.map(({ times }) => times)
}

export interface CallPlan {
  rounds: number
  batchMs: number
}

/** Doubles until a batch takes as long as wanted; that warms it up as well. */
function batchSize(run: () => unknown, batchMs: number, clock: Clock): number {
  let calls = 1
  while (batch(run, calls, clock) < batchMs * 1e6) calls *= 2
  return calls
}

function batch(run: () => unknown, calls: number, clock: Clock): number {
  let kept: unknown
  const from = clock.now()
  for (let call = 0; call < calls; call++) kept = run()
  const taken = Number(clock.now() - from)
  // Looked at, so that no engine may leave the calls out.
  if (kept === clock) throw new TypeError('a candidate may not return the clock')
  return taken
}
