// The documentation site: the Markdown of docs/ and of the packages, Chinese at the root and English under /en/.
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

const pages = {
  zh: {
    开始: { 'quick-start': '快速开始', playground: '在线体验' },
    前端: {
      frontend: '前端接入',
      'packages/widget': '组件参考',
      'packages/widget-states': '组件状态截图',
    },
    后端: {
      backend: '后端接入',
      'verify-results': '验证结果',
      webhooks: '接收 webhook',
      testing: '测试',
      'packages/merchant': '后端包参考',
      'packages/merchant-other-languages': '其他语言',
    },
    运维: {
      'tencent-setup': '配置腾讯云',
      operations: '部署与运维',
      rehearse: '上线前演练',
      'packages/relay-deploy': '部署文件',
      'packages/relay': 'relay 参考',
      'packages/webhooks': 'webhook 投递参考',
    },
    参考: {
      codes: '错误码',
      troubleshooting: '排查问题',
      security: '安全模型',
      'migrate-from-your-handler': '从现有代码迁移',
      'packages/sandbox': '沙箱参考',
      'packages/sandbox-test-names': '测试姓名',
    },
  },
  en: {
    Start: { 'quick-start': 'Quick start', playground: 'Playground' },
    'Front end': {
      frontend: 'Front end',
      'packages/widget': 'Widget reference',
      'packages/widget-states': 'Widget states',
    },
    'Back end': {
      backend: 'Back end',
      'verify-results': 'Verify a result',
      webhooks: 'Webhooks',
      testing: 'Test',
      'packages/merchant': 'Package reference',
      'packages/merchant-other-languages': 'Other languages',
    },
    Operator: {
      'tencent-setup': 'Set up Tencent Cloud',
      operations: 'Deploy and operate',
      rehearse: 'Rehearse',
      'packages/relay-deploy': 'Deploy files',
      'packages/relay': 'Relay reference',
      'packages/webhooks': 'Webhook delivery reference',
    },
    Reference: {
      codes: 'Error codes',
      troubleshooting: 'Troubleshooting',
      security: 'Security model',
      'migrate-from-your-handler': 'Migrate',
      'packages/sandbox': 'Sandbox reference',
      'packages/sandbox-test-names': 'Test names',
      architecture: 'Architecture',
      benchmarks: 'Benchmarks',
      changelog: 'Changelog',
    },
  },
}

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
      themeConfig: { sidebar: sidebar(pages.en, '/en/') },
    },
  },
  markdown: {
    anchor: { slugify: slug },
    config: (md) => md.use(repositoryLinks).use(chineseLineBreaks),
  },
  vue: { template: { compilerOptions: { isCustomElement: (tag) => tag === 'faceid-h5' } } },
})
