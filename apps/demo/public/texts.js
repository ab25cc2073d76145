/** The texts of the page's language, as the back end wrote them into it. */
export const texts = JSON.parse(document.querySelector('#texts').dataset.texts)
