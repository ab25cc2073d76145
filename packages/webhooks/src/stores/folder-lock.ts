import { randomUUID } from 'node:crypto'
import { hostname } from 'node:os'
import { setTimeout as sleep } from 'node:timers/promises'
import type { RootDatabase } from 'lmdb'

interface Lock {
  owner: string
  host: string
  pid: number
  beat: number
}

const beatMs = 1_000
// A lock whose owner cannot be looked up is free if its beat stands still this long.
const silentMs = 5_000

/** The locks that this process holds. */
const held = new Set<string>()

/**
 * Makes this process the only relay of the folder. The lock of a killed process is free: at once on the same
 * host, otherwise after 5 s.
 * @throws {TypeError} if another process uses the folder.
 */
export async function lockFolder(root: RootDatabase, folder: string): Promise<() => void> {
  const locks = root.openDB<Lock, string>('lock', {})
  const mine: Lock = { owner: randomUUID(), host: hostname(), pid: process.pid, beat: 0 }
  const found = locks.get('relay')
  if (found !== undefined && !(await isFree(found, () => locks.get('relay')))) {
    throw inUse(folder)
  }
  const taken = root.transactionSync(() => {
    const present = locks.get('relay')
    if (present?.owner !== found?.owner) return false
    locks.putSync('relay', mine)
    return true
  })
  if (!taken) throw inUse(folder)
  held.add(mine.owner)
  const timer = setInterval(() => {
    mine.beat += 1
    try {
      locks.putSync('relay', mine)
    } catch {
      // The disk is full: the next beat tries again.
    }
  }, beatMs)
  timer.unref()
  return () => {
    clearInterval(timer)
    held.delete(mine.owner)
    locks.removeSync('relay')
  }
}

async function isFree(lock: Lock, read: () => Lock | undefined): Promise<boolean> {
  if (lock.host === hostname()) {
    // The same process id: this is the same container after a restart.
    if (lock.pid === process.pid && !held.has(lock.owner)) return true
    if (lock.pid !== process.pid && !isAlive(lock.pid)) return true
  }
  await sleep(silentMs)
  return read()?.beat === lock.beat
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

function inUse(folder: string): TypeError {
  return new TypeError(
    `WEBHOOK_STORE: the folder ${folder} is used by another relay; several relays need redis://…`,
  )
}
