// What a process has used, as the kernel counts it. Linux only: elsewhere there is no /proc.
import { readFileSync } from 'node:fs'

/** The kernel counts in hundredths of a second on every Linux that Node runs on (USER_HZ). */
const tick = 10

/** Milliseconds of processor time so far, of all threads, in user and kernel mode. */
export function cpuOf(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
  // The second field is the command in parentheses and may hold spaces: the rest is counted from behind it.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return (Number(fields[11]) + Number(fields[12])) * tick
}

/** Resident memory in bytes. */
export function residentOf(pid: number): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8')
  return Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1]) * 1_024
}
