import { describeInstalled } from './installed.js'
import { npmManager } from './package-managers.js'

describeInstalled(npmManager)
