// What CommonJS gets: Node has required modules since 20.19.
const names = ['protocol', 'widget', 'widget/element', 'relay', 'merchant', 'sandbox']
const entries = names.map((name) => [name, Object.keys(require(`@faceid-h5/${name}`)).sort()])
console.log(JSON.stringify(Object.fromEntries(entries)))
