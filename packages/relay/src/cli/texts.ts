// Every text of the command line, in English and Chinese. `\n` separates what, why it matters, and what to do.

export const environmentNames = [
  'TENCENTCLOUD_SECRET_ID',
  'TENCENTCLOUD_SECRET_KEY',
  'TENCENTCLOUD_SESSION_TOKEN',
  'RELAY_SECRET',
  'MERCHANT_API_KEY',
  'FACEID_CONFIG',
  'FACEID_ENDPOINT',
  'REDIS_URL',
  'PORT',
  'HOST',
  'TRUST_PROXY',
  'METRICS_PORT',
  'DRAIN_SECONDS',
  'LOG_LEVEL',
] as const
export type EnvironmentName = (typeof environmentNames)[number]

export const environmentTexts = {
  'env.TENCENTCLOUD_SECRET_ID': [
    'SecretId of a sub-account that may call DetectAuth and GetDetectInfoEnhanced only',
    '子账号的 SecretId，只授权 DetectAuth 和 GetDetectInfoEnhanced',
  ],
  'env.TENCENTCLOUD_SECRET_KEY': ['its SecretKey', '对应的 SecretKey'],
  'env.TENCENTCLOUD_SESSION_TOKEN': [
    'the token of temporary credentials',
    '使用临时凭证时的 token',
  ],
  'env.RELAY_SECRET': [
    'at least 32 random bytes as base64 or hex; several for rotation, the first one encrypts and signs',
    '至少 32 字节随机数，base64 或 hex；轮换时可填多个，第一个用于加密和签名',
  ],
  'env.MERCHANT_API_KEY': [
    'what the merchant’s back end calls with, 24–200 characters; several for rotation',
    '商户后端调用 relay 的密钥，24–200 个字符；轮换时可填多个',
  ],
  'env.FACEID_CONFIG': [
    'path of the configuration file; `--config` takes precedence',
    '配置文件路径；`--config` 优先',
  ],
  'env.FACEID_ENDPOINT': [
    'http:// address of a sandbox instead of Tencent Cloud',
    '模拟腾讯云的 http:// 地址，代替腾讯云',
  ],
  'env.REDIS_URL': [
    'redis:// or rediss:// address, if several relays share limits and cache',
    'redis:// 或 rediss:// 地址；多个 relay 共享限流和缓存时设置',
  ],
  'env.PORT': ['port to listen on; 8080 by default', '监听端口，默认 8080'],
  'env.HOST': ['address to listen on; 127.0.0.1 by default', '监听地址，默认 127.0.0.1'],
  'env.TRUST_PROXY': [
    'addresses of the proxies in front, as CIDRs separated by commas',
    '前置代理的地址，CIDR，逗号分隔',
  ],
  'env.METRICS_PORT': [
    'port for Prometheus at /metrics, on the same HOST; no metrics without it',
    'Prometheus 指标端口（/metrics），与 HOST 相同地址；不设置则没有指标',
  ],
  'env.DRAIN_SECONDS': [
    'how long /readyz answers 503 before a SIGTERM ends the relay; 0 by default',
    '收到 SIGTERM 后 /readyz 先返回 503 的秒数，默认 0',
  ],
  'env.LOG_LEVEL': [
    'fatal, error, warn, info (the default), debug or silent',
    'fatal、error、warn、info（默认）、debug 或 silent',
  ],
} as const satisfies Record<`env.${EnvironmentName}`, readonly [string, string]>

export const texts = {
  ...environmentTexts,

  'help.title': [
    'faceid-relay: Tencent Cloud FaceID for your H5 pages',
    'faceid-relay：在您的 H5 页面使用腾讯云人脸核身（relay，中继服务）',
  ],
  'help.environment': [
    'Environment (a secret may be in a file: <NAME>_FILE):',
    '环境变量（密钥也可以放在文件里：<NAME>_FILE）：',
  ],
  'help.run': [
    'The environment is listed by faceid-relay --help.',
    '环境变量见 faceid-relay --help。',
  ],
  'help.init': [
    'On a terminal it asks for what no option gives. It overwrites nothing and shows no secret. The environment file has the\nform that Node’s --env-file, EnvironmentFile of systemd and env_file of Compose all read.',
    '在终端里会询问未给出的选项。不覆盖任何文件，不显示任何密钥。环境文件的格式可供 Node 的 --env-file、\nsystemd 的 EnvironmentFile 和 Compose 的 env_file 读取。',
  ],
  'help.doctor': [
    'Run it with the environment of the relay. ✓ works   ✗ to fix   – worth knowing\nExits with 0 if there is nothing to fix and with 1 otherwise. It costs nothing and shows no secret.',
    '请使用与 relay 相同的环境变量运行。✓ 正常   ✗ 需要处理   – 提示\n没有需要处理的问题时退出码为 0，否则为 1。不产生费用，不显示任何密钥。',
  ],
  'help.health': [
    'For containers: asks at HOST and PORT, under the path of publicUrl. Exits with 0 if the relay answers within two seconds.',
    '用于容器：按 HOST、PORT 和 publicUrl 的路径访问。relay 在 2 秒内应答则退出码为 0。',
  ],
  'command.run': ['runs the relay', '运行 relay'],
  'command.init': [
    'writes relay.json and relay.env to begin with',
    '生成初始的 relay.json 和 relay.env',
  ],
  'command.doctor': [
    'checks everything the relay needs and says what to fix',
    '检查 relay 所需的一切，并说明如何处理',
  ],
  'command.health': ['checks that the relay on this machine answers', '检查本机的 relay 是否应答'],
  'option.config': ['the configuration file', '配置文件'],
  'option.env-file': [
    'reads environment variables from a file; those that are set take precedence',
    '从文件读取环境变量；已设置的变量优先',
  ],
  'option.lang': ['language of this output', '输出语言'],
  'option.help': ['shows this', '显示帮助'],
  'option.version': ['shows the version', '显示版本'],
  'option.public-url': [
    'where browsers reach the relay, such as https://m.shop.example/faceid',
    '浏览器访问 relay 的地址，例如 https://m.shop.example/faceid',
  ],
  'option.native': ['its RuleId for native H5 (微信原生 H5)', '微信原生 H5 的 RuleId'],
  'option.overlay': ['its RuleId for overlay H5 (微信浮层 H5)', '微信浮层 H5 的 RuleId'],
  'option.started-by': [
    'who starts: your page (browser, the default) or only your back end (merchant)',
    '由谁发起：您的页面（browser，默认），或仅您的后端（merchant）',
  ],
  'option.return-url': [
    'where a verification may end, with everything below it; may be repeated',
    '核身结束后可返回的地址（含其下所有页面）；可重复',
  ],
  'option.scene': ['name of the scene; member by default', '场景名称，默认 member'],
  'option.identity': [
    'captured: the hosted page reads the ID card (the default); supplied: your back end sends name and number',
    'captured：核身页面读取身份证（默认）；supplied：后端提供姓名和身份证号',
  ],
  'option.sandbox': [
    'everything for the sandbox on this machine, without questions',
    '为本机的模拟腾讯云生成全部配置，不询问',
  ],

  'usage.unknownCommand': [
    'There is no command "{word}". See faceid-relay --help.',
    '没有命令“{word}”。请看 faceid-relay --help。',
  ],
  'usage.unknownOption': [
    'There is no option "{word}". See faceid-relay --help.',
    '没有选项“{word}”。请看 faceid-relay --help。',
  ],
  'usage.extraWord': [
    '"{word}" is too much. See faceid-relay --help.',
    '多余的参数“{word}”。请看 faceid-relay --help。',
  ],
  'usage.foreignOption': [
    '{option} does not belong to "{command}". See faceid-relay {command} --help.',
    '{option} 不是“{command}”的选项。请看 faceid-relay {command} --help。',
  ],
  'usage.optionValue': [
    '{option} needs a value, or takes none. See faceid-relay --help.',
    '{option} 缺少值，或不能带值。请看 faceid-relay --help。',
  ],
  'usage.didYouMean': ['Did you mean {word}?', '您是不是想写 {word}？'],

  'error.cannotStart': ['faceid-relay can’t start:', 'faceid-relay 无法启动：'],
  'error.plain': ['{text}', '{text}'],
  'env.fileUnreadable': ['The environment file {file} can’t be read.', '无法读取环境文件 {file}。'],
  'env.secretFileUnreadable': [
    '{name} names a file that can’t be read',
    '{name} 指定的文件无法读取',
  ],
  'env.missing': [
    '{name} (or {name}_FILE) is not set. If it is in a file, add --env-file <file>',
    '未设置 {name}（或 {name}_FILE）。如果写在文件里，请加 --env-file <file>',
  ],
  'env.number': [
    '{name} must be a whole number from 0 to {max}',
    '{name} 必须是 0 到 {max} 的整数',
  ],
  'env.metricsPort': [
    'METRICS_PORT must be another port than PORT',
    'METRICS_PORT 不能与 PORT 相同',
  ],
  'env.logLevel': ['LOG_LEVEL must be one of {levels}', 'LOG_LEVEL 必须是 {levels} 之一'],
  'env.trustProxy': [
    'TRUST_PROXY must be addresses or CIDRs separated by commas, such as 10.0.0.0/8',
    'TRUST_PROXY 必须是逗号分隔的地址或 CIDR，例如 10.0.0.0/8',
  ],
  'config.none': [
    'No configuration file: give --config <file> or set FACEID_CONFIG.',
    '没有配置文件：请用 --config <file> 或 FACEID_CONFIG 指定。',
  ],
  'config.unreadable': [
    'The configuration file {file} can’t be read.',
    '无法读取配置文件 {file}。',
  ],
  'config.notJson': [
    'The configuration file {file} is not JSON: line {line}, column {column}.',
    '配置文件 {file} 不是合法的 JSON：第 {line} 行第 {column} 列。',
  ],
  'listen.taken': [
    '{name} {port} is taken. Set {name} to a free port.',
    '{name} {port} 已被占用。请把 {name} 设为空闲端口。',
  ],
  'listen.notAllowed': [
    '{name} {port} needs more rights. Set {name} to a port above 1023.',
    '{name} {port} 需要更高权限。请把 {name} 设为 1023 以上的端口。',
  ],
  'listen.noAddress': [
    'HOST {host} is not an address of this machine.',
    'HOST {host} 不是本机地址。',
  ],

  'init.stopped': ['stopped', '已中止'],
  'init.nothingWritten': ['Nothing was written.', '没有写入任何文件。'],
  'init.exists': ['{path} exists and is left as it is', '{path} 已存在，保持不变'],
  'init.notWritten': ['{path} can’t be written ({code})', '无法写入 {path}（{code}）'],
  'init.missing.public-url': [
    '--public-url is missing: where browsers reach the relay',
    '缺少 --public-url：浏览器访问 relay 的地址',
  ],
  'init.missing.native': [
    '--native or --overlay is missing: at least one RuleId is needed',
    '缺少 --native 或 --overlay：至少需要一个 RuleId',
  ],
  'init.ask.public-url': [
    'Where browsers reach the relay, such as https://m.shop.example/faceid',
    '浏览器访问 relay 的地址，例如 https://m.shop.example/faceid',
  ],
  'init.ask.native': [
    'RuleId for native H5 (微信原生 H5), empty for none',
    '微信原生 H5 的 RuleId，没有则留空',
  ],
  'init.ask.overlay': [
    'RuleId for overlay H5 (微信浮层 H5), empty for none',
    '微信浮层 H5 的 RuleId，没有则留空',
  ],
  'init.ask.started-by': [
    'Does the page start it (browser), or only your back end (merchant)?',
    '由页面发起（browser），还是仅由后端发起（merchant）？',
  ],
  'init.ask.return-url': [
    'Pages on which a verification may end, with everything below them, separated by spaces',
    '核身结束后可返回的地址（含其下所有页面），空格分隔',
  ],
  'init.written': [
    'Written: {file}, and {secrets} with secrets that only you can read.',
    '已写入 {file}，以及只有您可读的密钥文件 {secrets}。',
  ],
  'init.next': ['Next:', '下一步：'],
  'init.next.credentials': [
    'fill in TENCENTCLOUD_SECRET_ID and TENCENTCLOUD_SECRET_KEY in {file}',
    '在 {file} 填写 TENCENTCLOUD_SECRET_ID 和 TENCENTCLOUD_SECRET_KEY',
  ],
  'init.html': ['In your page:', '页面代码：'],
  'init.browser': [
    'The form gets a field faceid-token; verify it in your back end with @faceid-h5/merchant. Keep {file} out of version control.',
    '表单会带上字段 faceid-token；请在后端用 @faceid-h5/merchant 验证。不要把 {file} 提交到版本库。',
  ],
  'init.backEnd': [
    'start-url is an address of your back end; it calls the relay with the MERCHANT_API_KEY in {file}. Keep that file out of version control.',
    'start-url 是您后端的地址，它用 {file} 里的 MERCHANT_API_KEY 调用 relay。不要把该文件提交到版本库。',
  ],

  'why.nobody': ['No verification can start.', '所有核身都无法发起。'],
  'why.scene': [
    'No verification can start in this scene and mode.',
    '此场景的这种接入模式无法发起核身。',
  ],
  'doctor.nothingToFix': ['Nothing to fix.', '没有需要处理的问题。'],
  'doctor.toFix': ['{count} to fix.', '有 {count} 项需要处理。'],
  'doctor.configuration': ['configuration and secrets', '配置和密钥'],
  'doctor.complete': ['complete; scenes: {count}', '完整；场景数：{count}'],
  'doctor.node': ['supported', '受支持'],
  'doctor.nodeOld': [
    'too old\nThe relay is not tested on it.\nInstall {version} or later.',
    '版本过旧\nrelay 未在此版本上测试。\n请安装 {version} 或更高版本。',
  ],
  'doctor.sandbox': [
    'is set: a sandbox answers\nNobody is really verified.\nRemove it for Tencent Cloud.',
    '已设置：由模拟腾讯云应答\n没有人被真正核验。\n使用腾讯云时请删除此变量。',
  ],
  'doctor.reachable': ['reachable', '可以连接'],
  'doctor.clock': [
    'the clock of this machine differs by {seconds} s (the server: {server})\nTencent refuses calls if it differs by more than five minutes; tokens look too early or expired.\nSet the clock and keep it right with NTP. The time zone does not matter.',
    '本机时钟相差 {seconds} 秒（服务器时间：{server}）\n相差超过 5 分钟时腾讯云会拒绝调用；令牌也会显得过早或过期。\n请校准时间并启用 NTP。时区无影响。',
  ],
  'doctor.dns': [
    'its name can’t be resolved ({code})\nNo verification can start.\nCheck the DNS of this machine.',
    '无法解析域名（{code}）\n所有核身都无法发起。\n请检查本机 DNS。',
  ],
  'doctor.blocked': [
    'no connection ({code})\nNo verification can start.\nAllow port 443 to this name. The relay connects directly and ignores http_proxy.',
    '无法建立连接（{code}）\n所有核身都无法发起。\n请放行到该域名的 443 端口。relay 直接连接，不使用 http_proxy。',
  ],
  'doctor.tls': [
    'its certificate is not accepted ({code})\nSomething between this machine and Tencent Cloud reads the traffic, or the clock is wrong.\nRemove that proxy for this name, or set the clock.',
    '证书未通过验证（{code}）\n本机与腾讯云之间可能有解密流量的设备，或时钟错误。\n请对该域名停用该代理，或校准时间。',
  ],
  'doctor.sandboxDown': [
    'does not answer ({code})\nNo verification can start; RuleIds were not checked.\nStart the sandbox, or correct the address.',
    '没有应答（{code}）\n所有核身都无法发起；未检查 RuleId。\n请启动模拟腾讯云，或更正地址。',
  ],
  'doctor.credentials': ['credentials', '密钥'],
  'doctor.accepted': ['accepted', '有效'],
  'doctor.restNotTried': ['The RuleIds were not checked.', '未检查 RuleId。'],
  'doctor.starts': ['starts', '可以发起'],
  'doctor.sameRule': [
    'native and overlay have the same RuleId\nA business flow is of one kind: one of the two modes will not work.\nCreate one for each in 自主接入 → 创建业务流程.',
    'native 和 overlay 使用同一个 RuleId\n一个业务流程只属于一种接入模式，其中一种将无法使用。\n请在“自主接入 → 创建业务流程”分别创建。',
  ],
  'doctor.unknownHost': [
    'the hosted page is at {host}, which the relay does not know\nThe relay sends no browser there.\nIf it is Tencent’s, add it to "hostedPageHosts" with the default ones, and to hosted-page-hosts of the widget.',
    '核身页面位于 {host}，relay 不认识此域名\nrelay 不会把浏览器送往该处。\n如果确为腾讯域名，请与默认域名一起写入 "hostedPageHosts"，并写入组件的 hosted-page-hosts。',
  ],
  'doctor.intention': [
    'expects an intention\nIf 意愿核身 is not switched on for the RuleId, nobody passes. A start does not show it.\nAsk 小助手 to switch it on; a rehearsal shows whether it is.',
    '需要意愿核身\n如果该 RuleId 未开通意愿核身，没有人能通过；发起时看不出来。\n请联系小助手开通；用 rehearse 可以验证。',
  ],
  'doctor.redis': ['answers', '有应答'],
  'doctor.redisDown': [
    'does not answer{reason}\nEach relay then limits and caches by itself.\nCheck REDIS_URL, with user and password.',
    '没有应答{reason}\n各 relay 将各自限流和缓存。\n请检查 REDIS_URL，包括用户名和密码。',
  ],
  'doctor.redisPolicy': [
    'maxmemory-policy is {policy}\nA full Redis then refuses the relay’s writes, and limits are no longer shared.\nSet allkeys-lru: limits and results here may be lost at any time.',
    'maxmemory-policy 为 {policy}\n内存占满后 Redis 会拒绝写入，限流不再共享。\n请设为 allkeys-lru：这里的限流和结果可以随时丢弃。',
  ],
  'doctor.portDiffers': [
    'nothing answers at port {publicPort}, and PORT is {port}\nPages can’t reach the relay.\nSet PORT={publicPort}, or write port {port} into publicUrl, or hand publicUrl on to port {port}.',
    '端口 {publicPort} 没有应答，而 PORT 为 {port}\n页面无法访问 relay。\n请设置 PORT={publicPort}，或把 publicUrl 的端口改为 {port}，或由代理转发到 {port}。',
  ],
  'doctor.notReachable': [
    'no relay answers from here ({reason})\nIt may not be running yet, or be reachable from outside only.\nStart the relay and run the doctor again, from outside too.',
    '从本机访问没有 relay 应答（{reason}）\n可能尚未运行，或只能从外部访问。\n请启动 relay 后再运行 doctor，并从外部再检查一次。',
  ],
  'doctor.redirects': [
    'redirects\nPages can’t start across a redirect.\nWrite the address it leads to.',
    '发生重定向\n页面无法经过重定向发起核身。\n请填写重定向后的地址。',
  ],
  'doctor.notRelay': [
    'something else than the relay answers\nPages can’t reach the relay.\nHand everything under {path} to the relay with the path unchanged.',
    '应答的不是 relay\n页面无法访问 relay。\n请把 {path} 下的所有请求原样（不改路径）转发给 relay。',
  ],
  'doctor.otherSecret': [
    'a relay with another RELAY_SECRET answers\nReturns and tickets of one relay fail at the other.\nGive all relays the same; in a rotation, add the new secret everywhere before one of them uses it first.',
    '应答的 relay 使用不同的 RELAY_SECRET\n一个 relay 签发的票据和回调在另一个上无效。\n请统一配置；轮换时，先在所有 relay 加入新密钥，再把它放到第一位。',
  ],
  'doctor.answers': ['this relay answers', '此 relay 有应答'],
  'doctor.corsHeader': [
    'Access-Control-Allow-Origin is "{value}" instead of "*"\nBrowsers refuse the answers of the relay.\nRemove this header from the proxy: the relay sends it.',
    'Access-Control-Allow-Origin 为“{value}”，应为“*”\n浏览器会拒绝 relay 的应答。\n请在代理中删除此响应头：relay 会自己发送。',
  ],
  'doctor.resourcePolicy': [
    'Cross-Origin-Resource-Policy of the widget was changed\nPages of other origins can’t load it.\nLet the proxy pass the headers of the relay unchanged.',
    '组件的 Cross-Origin-Resource-Policy 被改写\n其他域名的页面无法加载组件。\n请让代理原样传递 relay 的响应头。',
  ],
  'doctor.trustProxy': [
    'is not set\nBehind a proxy all users share one limit.\nSet it to the address from which the proxy connects.',
    '未设置\n在代理之后，所有用户会共用同一个限流额度。\n请设为代理连接 relay 时的地址。',
  ],
  'doctor.pagePolicyFine': [
    'its Content-Security-Policy allows the widget',
    '页面的 Content-Security-Policy 允许组件',
  ],
  'doctor.pagePolicy': [
    'its Content-Security-Policy blocks the widget\nThe button does not appear, or does not start.\nAdd {origin} to {directives}.',
    '页面的 Content-Security-Policy 阻止了组件\n按钮不出现，或无法发起。\n请把 {origin} 加入 {directives}。',
  ],
} as const satisfies Record<string, readonly [string, string]>
