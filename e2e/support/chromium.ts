// How tests start Chromium: CHROMIUM_PATH, or Debian's; also as root, and without talking to anybody by itself.

export const launchOptions = {
  executablePath: process.env.CHROMIUM_PATH || '/usr/bin/chromium',
  args: [
    '--no-sandbox',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ],
}
