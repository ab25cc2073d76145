import { describeInstalled } from './installed.js'
import { pnpmManager } from './package-managers.js'

describeInstalled(pnpmManager)
