cli-head-usage = 用法：{ $usage }
cli-head-commands = 命令
cli-head-command = 命令
cli-head-arguments = 参数
cli-head-options = 选项
cli-head-everywhere = 通用选项

cli-deskbook = 终端里的登记台：登记簿、记录和规章都在一个文件里。
cli-deskbook-path = 要打开的登记台；不写则用系统数据文件夹里的 desk.sqlite（没有就新建）
cli-deskbook-theme = 打开时的配色：dark 深色，light 浅色；不写则用上次选的
cli-deskbook-ascii = 打开时只用 ASCII 字符画线
cli-deskbook-no-mouse = 打开时不用鼠标，鼠标留给终端
cli-deskbook-more = 退出码：0 完成，1 被拒（什么也没写），2 命令写错，3 文件、磁盘或占用问题，4 无权限。
    不写命令则在终端打开登记台。
cli-demo = 给每个登记簿填上像样的演示记录
cli-demo-path = 写到哪个文件；不写则打开一个临时登记台
cli-demo-rows = 总共大约多少条；每个登记簿都要有，所以至少约 3100 条
cli-demo-seed = 同一个数产生同样的记录 [1]
cli-demo-register = 把 --rows 要的记录都放进这一个登记簿：限于会自己增长的，如 task
cli-init = 用随附的登记簿新建登记台
cli-init-path = 新文件；已有的文件决不覆盖
cli-init-packs = 采用哪些组：core、site、it、school；不写则全部
cli-init-adopt = 从今天起采用哪几部制度，1 到 15；需要的组一并带上
cli-init-name = 使用单位的名称
cli-registers = 所有登记簿，连同所属的组和记录数
cli-fields = 一个登记簿的字段、状态、操作、视图和规则
cli-add = 登记一条记录，或从标准输入登记多条
cli-add-stdin = 读 JSON 记录：一个对象、一个数组，或每行一个对象；要么全部登记，要么一条也不
cli-add-more = 表单自己会填的照填，但“沿用上一条”的值不填。
    例：deskbook add repair asset=DN-0001 symptom="没有画面"
cli-edit = 修改一条记录的字段
cli-edit-reason = 修改原因，留在历史里
cli-show = 看一条记录的全部内容
cli-show-history = 连同它的每次变更
cli-list = 列出一个登记簿的记录
cli-list-limit = 最多多少条
cli-list-offset = 跳过开头多少条
cli-list-more = 例：deskbook list repair --where "state <> 'closed' and cost > 500" --sort reported_at:desc
cli-count = 有多少条记录
cli-count-by = 按字段的值分别计数
cli-act = 办理：让记录走到下一步
cli-act-action = 操作：见 deskbook fields 登记簿
cli-void = 作废一条记录；编号保留，仍可查阅
cli-void-reason = 作废原因，随记录保存
cli-undo = 撤销我最近的一次改动，上次使用时的也行
cli-undo-list = 列出可以撤销的，新的在前
cli-redo = 把刚撤销的再做一遍
cli-find = 在所有登记簿里查找
cli-find-text = 词语，或拼音首字母
cli-find-limit = 每个登记簿最多多少条 [20]
cli-import = 从文件读入记录
cli-due = 制度现在要求什么：逾期、违规、缺漏、将到期
cli-due-within = 连同这么久以内到期的：12h、7d、2w
cli-due-mine = 只看我的
cli-due-clause = 只看一部制度或一条义务
cli-due-register = 只看这个登记簿的记录
cli-due-fail = 有任何一条时以 1 退出
cli-due-more = 只核对本单位已施行的制度（登记簿 regulation）。“无法计算”表示缺日历或标准，不算合格；
    “提示”是提醒，或依据的数字本单位还没有设定（登记簿 rule_param）。
cli-due-none = 现在没有要办的。
cli-due-nobody = 人员名册里没有 { $who }，所以没有属于他的事；用 --as 说明您是谁。
cli-due-snoozed = 另有 { $n } 条暂缓提醒。
cli-rulebook = 每条义务：记在哪里、由哪条规则看着、现在有几条发现
cli-rulebook-regulation = 只看这一部，1 到 15
cli-rulebook-head = R{ $n } { $title }（{ $state }）
cli-rulebook-adopted = 已施行
cli-rulebook-not-adopted = 未采用
cli-rulebook-not-held = { $all } 条义务里有 { $n } 条还没有落实：要等以后的版本能打印单子、能只让有权的人看字段
cli-rulebook-awaited = 待以后版本：{ $names }
cli-wrong-clause = 没有 { $clause } 这条；制度写作 R1 到 R15，义务写作 R01.26。
cli-wrong-within = { $text } 不是时长；请写 12h、7d 或 2w。
cli-wrong-regulation = 没有第 { $n } 部制度；编号是 1 到 15。
cli-regulation-twice = 第 { $n } 部制度写了两次。
cli-col-severity = 程度
cli-col-matter = 事项
cli-col-since = 时间
cli-col-clause = 条款
cli-col-record = 记录
cli-col-obligation = 义务
cli-col-held = 由谁守着
cli-col-findings = 发现
cli-import-dry-run = 只说会怎样，不写入
cli-import-rejects = 把被拒的行连同原因写到这个文件
cli-import-encoding = 文本文件的编码；不写则自己判断
cli-export = 把记录写到文件
cli-import-map = 一个文件，每行如 "序列号" = "serial_no"；不要的列写 "-"
cli-import-all = 有一行被拒就全部不收
cli-import-raw = 单元格照原样收
cli-export-path = 由扩展名决定种类：csv、json、jsonl、html；- 为标准输出
cli-export-columns = 只要这些字段
cli-export-format = 种类，扩展名看不出来时用
cli-export-encoding = CSV 的编码；不写则为带标记的 UTF-8
cli-export-raw = 给程序用：写代码，不写名称
cli-import-path = CSV、JSON 或每行一个 JSON；- 为标准输入
cli-import-more = 有行被拒且什么也没写入时退出码为 1；其余已写入时，被拒的行只作说明。
cli-backup = 不停用就复制登记台，并核对副本
cli-backup-dest = 新文件或文件夹；不写则放在登记台旁边
cli-restore = 把备份恢复成登记台
cli-restore-from = 备份文件
cli-restore-to = 恢复到哪里；不写则是 --file 指的登记台。原有的登记台改名保留
cli-verify = 检查有无损坏，有无被别的程序改动
cli-verify-more = 查出问题时退出码为 3。“head”是流水账最后的号，写成文本。
cli-doctor = 给文件做检查，并说该怎么办
cli-doctor-fix = 重建不完整的搜索索引
cli-forms = 登记簿的定义：检查、预演、应用、显示
cli-forms-check = 检查定义，不动登记台
cli-forms-plan = 说明这些定义会给登记台带来什么变化
cli-forms-plan-paths = TOML 文件，或放这些文件的文件夹；不写则是程序随附的定义
cli-forms-apply = 先做核对过的副本，再把定义用到登记台
cli-forms-apply-paths = TOML 文件，或放这些文件的文件夹；不写则是程序随附的定义
cli-forms-apply-more = 互相引用的定义一起应用，要么全部，要么一个也不。
    不写路径：旧版程序建的登记台换成随附的定义，自己改过的随附登记簿也换掉，先看 forms plan。
cli-forms-show = 显示登记台里某个登记簿的定义
cli-completions = 输出命令补全脚本
cli-completions-shell = bash、zsh、fish、powershell 或 elvish
cli-man = 输出手册页
cli-help = 说明一个命令的用法
cli-help-about = 命令，及其子命令
cli-docs = 输出一页文档
cli-docs-name = 哪一页：cli、keys、complaints、rulebook

cli-arg-file = 登记台文件 [也可用 DESKBOOK_FILE]
cli-arg-user = 谁在办理：工号或姓名；不写则用系统用户名
cli-arg-now = 登记台的时钟，如 2026-03-01T08:30 [也可用 DESKBOOK_NOW]
cli-arg-lang = 语言；不写则看 LC_ALL、LC_MESSAGES、LANG，都没有就用 zh
cli-arg-json = 输出 JSON
cli-arg-yes = 所有询问都答“是”
cli-arg-help = 说明用法
cli-arg-version = 显示版本
cli-arg-register = 登记簿：见 deskbook registers
cli-arg-id = 记录的编号，如 WX-2026-0007，或行号
cli-arg-fields = 字段和值；field=@文件 从文件读值，field=@@… 表示以 @ 开头
cli-arg-rev = 您看到的版次；已有更新的就算冲突。不写则用最新的
cli-arg-sort = 按字段排序；不写则新的在前
cli-arg-view = 登记簿的一个视图
cli-arg-filter = 对字段的条件
cli-arg-search = 词语，或拼音首字母
cli-arg-void = 连同作废的记录
cli-arg-paths = TOML 文件，或放这些文件的文件夹

cli-no-register = 没有“{ $name }”这个登记簿。{ $hint }
cli-no-field = 没有“{ $name }”这个字段。{ $hint }
cli-no-view = 没有“{ $name }”这个视图。{ $hint }
cli-no-action = 没有“{ $name }”这个操作。{ $hint }
cli-no-pack = 没有“{ $name }”这个组。{ $hint }
cli-no-verb = 没有“{ $name }”这个命令。{ $hint }
cli-known = 可用：{ $known }。
cli-no-equals = “{ $text }”里没有等号；请写成 字段=值。
cli-own = “{ $text }”：这一项由程序填写。改状态用 deskbook act，作废用 deskbook void。
cli-twice = “{ $text }”：这个字段已经给过了。
cli-value-file = 不能从 { $path } 读值：{ $cause }。
cli-bad-lines = “{ $field }”的各行要写成 JSON 对象数组：{ $cause }。
cli-bad-sort = “{ $text }”不是排序；请写 字段、字段:asc 或 字段:desc。
cli-bad-now = “{ $text }”不是时间，例如 2026-03-01T08:30。
cli-bad-user = “{ $text }”不能作为姓名。
cli-bad-lang = 登记台没有“{ $text }”这种语言；可用 zh 和 en。
cli-no-home = 这个系统没有数据文件夹；请用 --file 指明登记台。
cli-no-terminal = 打开登记台需要终端。在脚本里请用命令：见 deskbook --help。
cli-look-elsewhere = --theme、--ascii、--no-mouse 只在打开登记台时有用。
cli-needs-yes = { $question }现在无人可问；请加上 --yes 再来。
cli-ask = { $question } [y/N]
cli-warning = 提醒：{ $message }
cli-at = { $field }：{ $message }
cli-line = 第 { $line } 行：{ $message }
cli-made = { $path } 已建好，有 { $count } 个登记簿。
cli-filled = { $path } 已建好，有 { $count } 条记录。
cli-demo-needs-file = 没有终端时请写明文件：deskbook demo 文件。
cli-demo-grows = “{ $name }”不是能单独填满的登记簿。{ $hint }
cli-imported = { $register }：{ $rows } 行，新增 { $new }，修改 { $changed }，未变 { $same }，被拒 { $rejected }。
cli-nothing-written = 什么也没有写入。
cli-rejects = 被拒的行在 { $path }
cli-exported = { $path } 里有 { $count } 条记录。
cli-bad-format = 从 { $path } 看不出要写成什么。可用：{ $known }。
cli-follow = 接下来在 { $register } 登记：{ $fields }
cli-yes = 是
cli-change-insert = 登记
cli-change-amend = 修改
cli-change-void = 作废
cli-change-unvoid = 恢复
cli-panic = 程序在 { $place } 处出错，这是 deskbook 的毛病。已保存的内容是安全的。

cli-undone = 已撤销：{ $at } 的 { $what }（{ $records }）
cli-redone = 已重做：{ $at } 的 { $what }（{ $records }）
cli-backed-up = 核对过的副本是 { $path }
cli-restore-over = 要替换 { $path } 吗？原有的登记台会改名保留。
cli-restored = 登记台在 { $path }
cli-kept = 原来的内容保留为 { $path }
cli-sound = 文件完好：{ $records } 条记录，{ $changes } 次变更。
cli-unsound = 发现问题（{ $records } 条记录，{ $changes } 次变更）：
cli-forms-sound = { $count } 个定义，没有毛病。
cli-forms-faulty = 共 { $count } 处毛病。
cli-forms-same = 登记台里已经是这些定义。
cli-forms-ask = 要用到登记台吗？
cli-forms-applied = 已应用：{ $registers }
cli-held = { $code }：有 { $count } 条记录
cli-unreadable = 读不了 { $path }：{ $cause }。

cli-wrong-unknown = 不认识“{ $arg }”。{ $hint }
cli-wrong-missing = 缺少：{ $arg }。用法见 --help。
cli-wrong-no-verb = 缺少命令。用法见 --help。
cli-wrong-no-value = “{ $arg }”后面要有值。{ $hint }
cli-wrong-value = “{ $value }”不能作为 { $arg } 的值。{ $hint }
cli-wrong-twice = “{ $arg }”不能给两次，或不能与其他参数同用。
cli-wrong-utf8 = 命令行里有不是 UTF-8 的文字。

cli-col-register = 登记簿
cli-col-label = 名称
cli-col-pack = 组
cli-col-records = 记录数
cli-col-field = 字段
cli-col-kind = 类型
cli-col-required = 必填
cli-col-values = 取值
cli-col-state = 状态
cli-col-action = 操作
cli-col-view = 视图
cli-col-rule = 规则
cli-col-id = 编号
cli-col-title = 标题
cli-col-at = 时间
cli-col-what = 操作

cli-doc-title = 命令行
cli-doc-intro = 由 deskbook docs cli 输出，测试会核对。JSON 的形状和退出码是对脚本的承诺，只增不改。
cli-doc-json = 每个命令加 --json 都输出一行 JSON；列表则每条记录一行。

    - add、edit、act、void：register、id、number、rev、state；有提醒时另有 warnings；操作要求续登记时另有 follow（登记簿和已知的字段）。add --stdin 每条记录输出一个这样的对象。
    - 被拒（退出码 1）：complaints，各有 field、code、message、clause；用 --stdin 时还有 line。
    - 命令写错（2）或文件、磁盘问题（3）：error，含 code 和 message。
    - show、list：id、number、rev、state，然后按字段名列出各字段，再有 title、void_at、void_reason、created_at、created_by、updated_at、updated_by；与字段重名时以字段为准。日期 2026-03-01，时刻 2026-03-01T08:30，时长为分钟数，金额为十进制字符串，数字和是否用 JSON 自身的写法，选项写代码，多选和检查表为代码数组，明细行为对象数组，引用为含 id、number、title 的对象（无编号的另有 key，即自然键）或 null。
    - show --history：另有 history，含 seq、op、rev、kind、at、by、reason、changes（每个字段的前后值）。
    - registers：id、labels、one、pack、group、adopted、records。fields：register、labels、fields、states、actions、views、rules。
    - count：register 和 count；加 --by 时为 counts，各有 value、label、count。find：register、id、number、title。
    - undo、redo：undone 或 redone（op、at、by、what、register）及 changes。undo --list：这样的步骤。
    - import：rows、new、changed、same、rejected、written、reasons。export：register、file、records。
    - backup：file、copy、bytes。restore：file、from、kept。verify：ok、records、changes、head、problems。doctor：ok、file、checks、fixed。
    - forms check：ok、registers、faults。forms plan：register、file、possible、steps。forms apply：applied、copies。

    add --stdin 接受：按字段名的值；引用写编号、标题、行号，或含 number、key、id、title 的对象（先看编号，再看标题；几条记录同一标题时只凭 key 区分，没有标题时行号才作数）；明细行写对象数组。list 输出的字段以外的内容略过，因为记录是新的，另得编号和行号；已作废或已不在初始状态的记录被拒。所有记录算一步：有一条被拒就一条也不写。
