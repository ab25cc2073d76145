import { createApp } from 'vue'
import { createRouter, createWebHashHistory } from 'vue-router'
import { loadShop } from '../public/shop.js'
import '@faceid-h5/widget/element'
import '../public/shop.css'
import App from './App.vue'
import Order from './Order.vue'
import Shop from './Shop.vue'

const router = createRouter({
  history: createWebHashHistory(),
  routes: [
    { path: '/', component: Shop },
    { path: '/orders/:id', component: Order, props: true },
  ],
})

const shop = await loadShop()
document.documentElement.lang = shop.locale
createApp(App).use(router).provide('shop', shop).mount('#app')
