// A phone that looks at another screen: takes a picture of the QR code there, and reads it.
import { expect, type Page } from '@playwright/test'
import decoder from 'jsqr'

/** `phone` shows the picture of what `screen` shows, and is the one that reads it. */
export async function scan(screen: Page, phone: Page): Promise<string> {
  const code = screen.locator('faceid-h5 [part="qr-code"]')
  await expect(code).toBeVisible()
  const photo = await code.screenshot()
  const { pixels, width, height } = await phone.evaluate(develop, photo.toString('base64'))
  const bytes = Uint8ClampedArray.from(Buffer.from(pixels, 'latin1'))
  // CommonJS: what Node calls the default holds what the package calls so.
  const found = decoder.default(bytes, width, height)
  expect(found).not.toBeNull()
  return String(found?.data)
}

/** Runs in the page. */
async function develop(photo: string) {
  const image = new Image()
  image.src = `data:image/png;base64,${photo}`
  await image.decode()
  const { naturalWidth: width, naturalHeight: height } = image
  const canvas = Object.assign(document.createElement('canvas'), { width, height })
  const context = canvas.getContext('2d')
  if (!context) throw new Error('no canvas')
  context.drawImage(image, 0, 0)
  let pixels = ''
  for (const value of context.getImageData(0, 0, width, height).data)
    pixels += String.fromCharCode(value)
  return { pixels, width, height }
}
