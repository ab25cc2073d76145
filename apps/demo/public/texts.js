// The texts of the page's language, as the back end wrote them into it.
const texts = JSON.parse(document.querySelector('#texts').dataset.texts)

/** The text, or the key itself: a value that has no text is shown as it is. */
export function say(key) {
  return texts[key] ?? key
}
