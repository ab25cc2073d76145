// Recordings are fetched when somebody wants to see them, and whole: then every browser plays them. Without this
// script the same link downloads the file.
for (const link of document.querySelectorAll('a.load')) {
  link.addEventListener('click', async (event) => {
    event.preventDefault()
    link.setAttribute('aria-busy', 'true')
    const response = await fetch(link.href).catch(() => undefined)
    if (!response?.ok) return absent(link)
    const recording = await response.blob()
    const sound = recording.type.startsWith('audio/')
    const player = document.createElement(sound ? 'audio' : 'video')
    player.className = sound ? 'sound' : 'picture'
    player.controls = true
    player.playsInline = true
    player.src = URL.createObjectURL(recording)
    player.setAttribute('aria-label', link.parentElement.querySelector('figcaption').textContent)
    link.replaceWith(player)
    player.focus()
  })
}

// Where Tencent has no such picture the address answers 404; it may have done so before this script came.
for (const image of document.querySelectorAll('figure img')) {
  if (image.complete && image.naturalWidth === 0) absent(image)
  else image.addEventListener('error', () => absent(image))
}

function absent(element) {
  const note = document.createElement('p')
  note.className = 'picture note'
  note.textContent = element.closest('.media').dataset.absent
  element.replaceWith(note)
}
