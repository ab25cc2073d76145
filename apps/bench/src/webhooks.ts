// Many tracked verifications in the embedded store: memory, disk, checks a second, and the time to recover after SIGKILL.
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Bench, Section } from './section.js'
import { bytes, digits, milliseconds } from './statistics.js'

export async function measureWebhooks({ quick, log }: Bench): Promise<Section> {
  const amount = quick ? 2_000 : 100_000
  const folder = mkdtempSync(join(tmpdir(), 'faceid-h5-bench-'))
  try {
    log(`${amount} tracked verifications`)
    const added = await run('add', folder, amount)
    const checked = await run('check', folder, amount)
    const perSecond = amount / (checked.seconds - checked.first)
    return {
      title: 'Webhooks: tracked verifications',
      method: `${digits(amount)} jobs of 1.7 kB in the embedded store (\`WEBHOOK_STORE=file:…\`), in a process of its own. It is killed by SIGKILL once all are stored. The next process opens the folder two hours later, when every job is due, and stores each again, as after a check that finds nothing new. Reads at Tencent are not part of it.`,
      tables: [
        {
          caption: 'The embedded store',
          columns: ['what', 'measured'],
          rows: [
            ['jobs stored a second, each on the disk', digits(amount / added.seconds)],
            ['disk', bytes(added.disk)],
            ['resident memory, all stored', bytes(added.resident)],
            [
              'start of the process to the first job after SIGKILL',
              milliseconds(checked.first * 1_000),
            ],
            ['checks a second', digits(perSecond)],
            ['resident memory, all checked', bytes(checked.resident)],
          ],
        },
      ],
      targets: [
        {
          what: 'Webhooks: the store checks more than Tencent allows (100 a second)',
          wanted: 'above 100 a second',
          measured: `${digits(perSecond)} a second`,
          met: perSecond > 100,
        },
      ],
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

interface Report {
  first: number
  seconds: number
  disk: number
  resident: number
}

/** Kills the process as soon as it has reported. */
async function run(task: string, folder: string, amount: number): Promise<Report> {
  const file = new URL('./servers/webhooks-process.js', import.meta.url)
  const child = fork(file, [task, folder, String(amount)], { execArgv: [] })
  let report: Report = { first: 0, seconds: 0, disk: 0, resident: 0 }
  while (report.seconds === 0) {
    const [message] = await once(child, 'message')
    report = { ...report, ...message }
  }
  const ended = once(child, 'exit')
  child.kill('SIGKILL')
  await ended
  return report
}
