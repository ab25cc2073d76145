// Makes ky light for ES2017: a Vite plugin that drops what costs weight there and does nothing for us.
// Private names would become WeakMaps, fields be set to undefined; the helpers for `{ ...a }` are made
// for more than plain objects; and much of ky serves options that our one call never passes, which
// the minifier drops once it knows. It refuses a ky that does not look as expected.
export function lighterKy() {
  return {
    name: 'lighter-ky',
    transform(code, id) {
      const file = /ky[\\/]distribution[\\/](.+)$/.exec(id)?.[1]?.replace('\\', '/')
      if (file) return lightened(file, code)
      const helper = replacedHelper.exec(id)?.[1]
      return helper === undefined ? null : helpers[helper]
    },
  }
}

/** A helper of the compiler in whose place our own code goes. */
export const replacedHelper = /helpers.+\b(objectSpread2|objectWithoutProperties)\b/

function lightened(file, code) {
  const names = []
  const short = (_, name) => `_${(names.includes(name) || names.push(name)) && names.indexOf(name)}`
  let light = code
  for (const [pattern, replacement] of rules[file] ?? []) {
    if (light.search(pattern) < 0) throw new Error(`ky's ${file} has no ${pattern}`)
    light = light.replace(pattern, replacement)
  }
  return light.replace(/#([a-z]\w+)/gi, short).replace(emptyField, '')
}

const emptyField = /^ {4}(?!return|break|continue)\w+;$/gm

const rules = {
  'core/Ky.js': [
    [/\b(ky|this)\.#options\.(onDownloadProgress|onUploadProgress|searchParams)\b/g, 'undefined'],
    [/\b(ky|this)\.#options\.(parseJson|stringifyJson)\b/g, 'undefined'],
    [/\bthis\.#options\.retry\.(shouldRetry|jitter)\b/g, 'undefined'],
    [/\bky\.#options\.throwHttpErrors\b/g, 'true'],
    [/\b(ky|this)\.#options\.timeout\b/g, 'false'],
    [/isTimeoutError\(error\)/, 'false'],
    [/for \(const hook of /g, 'if (false) $&'],
    [/hasSearchParameters\(undefined\)/, 'false'],
    [/this\.#options\.prefixUrl &&/, 'false &&'],
    [/findUnknownOptions\(this\.request, this\.#options\)/, '{}'],
  ],
  'core/constants.js': [
    [/supportsRequestStreams = [\s\S]+?\}\)\(\)/, 'supportsRequestStreams = false'],
  ],
  'utils/merge.js': [[/appendSearchParameters\(searchParameters, value\)/, 'value']],
}

const helpers = {
  objectSpread2: 'export default Object.assign',
  objectWithoutProperties: `export default (source, names) => {
  const rest = Object.assign({}, source)
  for (const name of names) delete rest[name]
  return rest
}`,
}
