import type { Messages } from './messages.js'

export const en: Messages = {
  label: 'Face verification',
  ready: [
    'Face verification',
    'It takes about a minute, in good light. You will come back here afterwards.',
  ],
  start: 'Verify my face',
  handoffReady: [
    'Verify with your phone',
    'Press the button, then scan the QR code with WeChat on your phone.',
  ],
  handoffStart: 'Show the QR code',
  consent: 'I have read and agree to the {link}',
  consentLink: 'rules for face information',
  consentReminder: 'Please tick the box first.',
  starting: ['Getting ready', 'One moment…'],
  going: ['Opening the verification page', 'One moment…'],
  checking: ['Looking for the result', 'One moment…'],
  waiting: [
    'Not finished yet',
    'You can go on where you stopped. If you have just finished, the result is on its way.',
  ],
  resume: 'Continue',
  restart: 'Start again',
  handoff: [
    'Scan with WeChat on your phone',
    'Once you are done on the phone, the result appears here.',
  ],
  qrCode: 'QR code for face verification',
  passed: ['Verified', 'You can go on now.'],
  failed: ['Not verified', 'Please try once more.'],
  expired: ['Time is up', 'This verification has expired. Please start again.'],
  retry: 'Try again',
  checkAgain: 'Check again',
  outside: [
    'Please open in WeChat',
    'Copy the link, send it to “File Transfer” in WeChat and open it there.',
  ],
  miniProgram: [
    'Please open in a WeChat chat',
    'It does not work in a mini program. Copy the link, send it to “File Transfer” and open it there.',
  ],
  devtools: ['Please use WeChat on a phone', 'It does not work in WeChat DevTools.'],
  otherDevice: [
    'Please use your phone',
    'Face verification runs in WeChat on a phone. Send the link to your phone and open it there.',
  ],
  otherPhone: [
    'Please use another phone',
    'WeChat on this phone is not supported yet. Open the link in WeChat on an Android phone or iPhone.',
  ],
  copy: 'Copy link',
  copied: 'Copied',
  copyByHand: 'Press and hold the link to copy it',
  link: 'Link',
  offline: ['No network', 'Please check your connection and try again.'],
  trouble: ['Cannot connect right now', 'It is not your fault. Please try again in a moment.'],
  tooOften: ['Too many tries', 'Please wait a minute and try again.'],
  misconfigured: [
    'Not available right now',
    'Please contact the merchant and tell them this code.',
  ],
  code: 'Code: ',
}
