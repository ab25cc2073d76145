// VitePress's theme without its web font.
import DefaultTheme from 'vitepress/theme-without-fonts'
import Playground from './Playground.vue'
import './style.css'

const onlyInEnglish = /^\/(architecture|benchmarks|changelog)(\.html)?$/

export default {
  extends: DefaultTheme,
  enhanceApp({ app, router }) {
    app.component('Playground', Playground)
    // The language switch of these pages links to Chinese ones that do not exist.
    router.onBeforeRouteChange = (to) => {
      if (!onlyInEnglish.test(new URL(to, 'http://site').pathname)) return true
      router.go('/')
      return false
    }
  },
}
