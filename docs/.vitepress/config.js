// The documentation site: the Markdown of docs/ and of the packages, Chinese at the root and English under /en/.
import { readFileSync } from 'node:fs'
import { dirname, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { slug } from 'github-slugger'
import { defineConfig } from 'vitepress'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** Path of a page on the site for a Markdown file of the repository; undefined if it is not on the site. */
function pageOf(file) {
  const [, folder, name] = /^(docs|docs\/en)\/([\w-]+)\.md$/.exec(file) ?? []
  if (name) return `${folder === 'docs' ? '' : 'en/'}${name}.md`
  const [, owner, inner, page, chinese] =
    /^packages\/(\w+)\/(?:(deploy)\/)?([\w-]+?)(\.zh-CN)?\.md$/.exec(file) ?? []
  if (!owner) return undefined
  const title = [owner, inner, page === 'README' ? undefined : page.toLowerCase()]
    .filter(Boolean)
    .join('-')
  return chinese ? `packages/${title}.md` : `en/packages/${title}.md`
}

/** Links between files, as the repository has them, become links between pages. Other files lose their link. */
function repositoryLinks(md) {
  md.core.ruler.push('repository-links', ({ tokens, env }) => {
    for (const { children } of tokens) {
      for (const token of children ?? []) {
        const href = token.attrGet?.('href')
        if (token.type !== 'link_open' || !href || /^(https?:|#)/.test(href)) continue
        const [path, hash] = href.split('#')
        const source = env.realPath ?? env.path
        const file = relative(root, resolve(dirname(source), decodeURI(path)))
        const page = pageOf(file)
        if (page) token.attrSet('href', `/${page}${hash ? `#${hash}` : ''}`)
        else token.attrs = token.attrs.filter(([name]) => name !== 'href')
      }
    }
  })
}

/** A line break of the source between Chinese characters is no space on the page. */
function chineseLineBreaks(md) {
  const wide = /[\p{Script=Han}\u3000-\u303f\uff00-\uffef“”‘’…—]/u
  md.core.ruler.push('chinese-line-breaks', ({ tokens }) => {
    for (const { children } of tokens) {
      for (const [index, token] of (children ?? []).entries()) {
        if (token.type !== 'softbreak') continue
        const shown = ({ content }) => content !== ''
        const before = children.slice(0, index).findLast(shown)?.content.at(-1) ?? ''
        const after =
          children
            .slice(index + 1)
            .find(shown)
            ?.content.at(0) ?? ''
        if (wide.test(before) && wide.test(after))
          Object.assign(token, { type: 'text', content: '' })
      }
    }
  })
}

/** By language and group: path of a page → its title. */
const pages = JSON.parse(readFileSync(new URL('sidebar.json', import.meta.url), 'utf8'))

function sidebar(groups, base) {
  return Object.entries(groups).map(([text, items]) => ({
    text,
    items: Object.entries(items).map(([link, title]) => ({ text: title, link: `${base}${link}` })),
  }))
}

export default defineConfig({
  title: 'faceid-h5',
  srcDir: '..',
  srcExclude: ['*.md', '.github/**', '.changeset/**', 'e2e/**', 'apps/**', 'packages/protocol/**'],
  outDir: './dist',
  cacheDir: '../node_modules/.cache/vitepress',
  rewrites: (file) => pageOf(file) ?? file,
  lastUpdated: false,
  // Otherwise a browser requests /favicon.ico.
  head: [['link', { rel: 'icon', href: 'data:,' }]],
  // No request to another host: system fonts, local search, no external script or image.
  themeConfig: {
    search: {
      provider: 'local',
      options: {
        locales: {
          root: {
            translations: {
              button: { buttonText: '搜索', buttonAriaLabel: '搜索' },
              modal: {
                noResultsText: '没有找到',
                resetButtonTitle: '清除',
                footer: { selectText: '选择', navigateText: '切换', closeText: '关闭' },
              },
            },
          },
        },
      },
    },
  },
  locales: {
    root: {
      label: '简体中文',
      lang: 'zh-CN',
      description: '在微信 H5 页面上接入腾讯云人脸核身与意愿核身',
      themeConfig: {
        sidebar: sidebar(pages.zh, '/'),
        outline: { label: '本页目录' },
        docFooter: { prev: '上一页', next: '下一页' },
        darkModeSwitchLabel: '深色模式',
        sidebarMenuLabel: '目录',
        returnToTopLabel: '回到顶部',
        langMenuLabel: '语言',
        notFound: {
          title: '没有这个页面',
          quote: '地址可能有误，或者这一页只有英文版。',
          linkText: '回到首页',
          linkLabel: '回到首页',
        },
      },
    },
    en: {
      label: 'English',
      lang: 'en',
      link: '/en/',
      description: 'Tencent Cloud FaceID on a WeChat H5 page',
      themeConfig: {
        sidebar: sidebar(pages.en, '/en/'),
        notFound: { title: 'There is no such page', quote: 'The address may be wrong.' },
      },
    },
  },
  markdown: {
    anchor: { slugify: slug },
    config: (md) => md.use(repositoryLinks).use(chineseLineBreaks),
  },
  vue: { template: { compilerOptions: { isCustomElement: (tag) => tag === 'faceid-h5' } } },
})
