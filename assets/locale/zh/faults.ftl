# 定义里什么不对，怎样才对。model/fault/wrong.rs 里每个名字一条。

fault-error = 错误
fault-help = 提示
fault-near = 是不是 { $names }？
fault-known = 这里可以写：{ $names }
fault-before = “{ $word }”之前
fault-before-end = 末尾
fault-arity-open = 至少 { $least } 个
fault-arity-range = { $least } 到 { $most } 个

# 文件本身
fault-not-toml = 这里不符合 TOML 的写法
fault-not-toml-hint = 一行写“键 = 值”；文字加引号，列表用 [ ]，表用 { "{ }" } 或另起一段 [名称]
fault-key-twice = 这个键写了两次
fault-not-closed = 这里打开的没有关上：引号、方括号或花括号
fault-comma-missing = 两项之间少了逗号
fault-quotes-missing = 文字要加引号
fault-value-missing = 键后面要有值：键 = 值
fault-unknown-key = 没有“{ $key }”这个键
fault-missing-key = 缺少“{ $key }”
fault-wrong-type = “{ $key }”应当是{ $want }，这里是{ $found }
fault-unknown-word = 这里不认识“{ $word }”
fault-bad-template = 这个花括号没有关上，或者里面没有名称
fault-number-place = 编号里没有“{ $name }”这个位置
fault-number-place-hint = 可以用 year、month、seq
fault-number-without-sequence = 编号里要有且只有一个 { "{seq}" }
fault-bad-id = “{ $id }”不能作标识
fault-bad-id-hint = 标识以小写字母开头，后面是小写字母、数字和单个下划线，最多 31 个字符
fault-bad-pattern = 这个格式读不懂
fault-bad-pattern-hint = 写正则表达式，例如 [A-Z]{ "{2}" }-[0-9]+；括号要当普通字符时前面加反斜杠
fault-bad-sort = 排序写作 字段、字段:asc 或 字段:desc
fault-unknown-kind = 没有“{ $word }”这种类型
fault-kind-without-name = 没有这种类型
fault-kind-without-name-hint = 可以写 choice、choices、checklist、reference、rows 或 computed
fault-bad-code = 代码只能用字母、数字、- 和 _
fault-code-twice = 代码“{ $code }”写了两次
fault-no-choices = 列表里没有选项
fault-no-columns = 明细至少要有一列
fault-kind-in-lines = 明细里不能有 { $kind } 类型的列（“{ $id }”）
fault-unknown-rule = 没有这种规则
fault-one-to-order = 排先后至少要两个字段
fault-says-nothing = 这段文字是空的
fault-says-nothing-hint = 两种语言都要写出文字
fault-bad-length = 一段时间只能用一个单位
fault-two-ends-needed = 这里要两个日期字段：第一天和最后一天
fault-no-hours = 结束的钟点不晚于开始的钟点

toml-string = 文字
toml-integer = 整数
toml-float = 小数
toml-boolean = 是或否（true、false）
toml-datetime = 日期
toml-array = 列表
toml-table = 表
toml-want-text = 加引号的文字
toml-want-flag = true 或 false
toml-want-number = { $from } 到 { $to } 之间的整数
toml-want-scalar = 文字、数字、true 或 false
toml-want-texts = 文字的列表
toml-want-languages = { "{" } zh = "…", en = "…" { "}" }
toml-want-table = 表
toml-want-tables = 表的列表
toml-want-word = 一个词或一个表
toml-want-condition = true、false 或一个表达式

# 表达式怎样写
fault-strange-character = “{ $sign }”在表达式里没有意义
fault-wide-sign = “{ $sign }”是全角符号，请写“{ $half }”
fault-open-quote = 这里打开的没有关上
fault-bad-number = “{ $number }”既不是数字也不是名称
fault-operand-missing = { $before }少了东西：字段、值、函数或括号
fault-sign-missing = { $before }少了“{ $sign }”
fault-left-over = 表达式后面多出“{ $word }”
fault-unknown-function = 没有“{ $name }”这个函数
fault-bad-arguments = { $function } 不能这样调用
fault-not-allowed = 表达式里不能用“{ $what }”
fault-not-allowed-hint = 可以用比较、and/or/not、in、between、like、is null、case、四则运算和列出的函数
fault-path-too-far = 一条路径最多经过 { $most } 条记录
fault-too-deep = 嵌套太深：最多 { $most } 层
fault-too-many-terms = 表达式太长：名称、数字和文字合起来最多 { $most } 个
fault-too-long = 表达式的文字太长：最多 { $most } KiB

# 表达式是什么意思
fault-no-such-field = { $form } 没有“{ $name }”这个字段
fault-unfit = 这里需要{ $want }，写的是{ $found }
fault-whole-unfit = 这里需要{ $want }，写的是{ $found }
fault-other-register = { $left } 的记录不会是 { $right } 的记录
fault-incomparable = { $left }不能和{ $right }比较
fault-no-such-state = { $form } 没有“{ $name }”这个状态
fault-no-such-choice = { $field } 没有“{ $name }”这个选项
fault-arity = { $function } 要 { $takes } 个参数，这里有 { $given } 个
fault-ticks-needed = 这里需要一个可勾选的字段
fault-reference-needed = 这里需要一个指向别的登记簿的字段
fault-lines-needed = 这里需要一个明细字段
fault-unit-needed = 这里需要一个部门（org_unit）
fault-not-a-reference = { $form }.{ $name } 不指向任何登记簿
fault-nothing-kept = 算出来的字段没有自己的改动记录
fault-no-such-register = 没有“{ $name }”这本登记簿
fault-bare-register-needed = { $function } 的第一个参数是登记簿的名称，不加引号
fault-bare-register-needed-hint = { $usage }
fault-quoted-register-needed = 这里需要加引号的登记簿标识
fault-field-name-needed = 这里需要一个字段的名称
fault-does-not-point-back = { $form }.{ $name } 不指向 { $back }
fault-nothing-around = 外面没有别的记录
fault-nothing-around-hint = up 只能写在 some(…) 之类的里面
fault-no-such-period = 没有“{ $name }”这种周期
fault-quoted-word-needed = 这里需要加引号的词
fault-no-such-figure = 没有“{ $name }”这个指标
fault-name-hides = “{ $name }”也是 { $form } 的字段：规则里的表达式要另起一个名称

type-text = 文字
type-number = 数字
type-money = 金额
type-date = 日期
type-time = 时刻
type-moment = 日期时间
type-yes-no = 条件
type-state = 状态
type-code = 选项
type-person = 人员
type-record = 记录
type-lines = 明细
type-null = 空值

# 表单和规则的法则
fault-no-own-field = 没有“{ $name }”这个字段
fault-no-far-field = { $form } 没有“{ $name }”这个字段
fault-no-own-state = 没有“{ $name }”这个状态
fault-id-twice = { $list ->
        [field] 字段
        [state] 状态
        [action] 操作
        [follow] 后续
        [view] 视图
        [rule] 规则
        [section] 分页
       *[rows] 明细的列
    }“{ $id }”写了两次
fault-reserved-word = “{ $id }”是表达式里的词
fault-envelope-word = “{ $id }”是每本登记簿都有的列
fault-line-word = “{ $id }”是每行明细都有的列
fault-bound-without-number = “{ $id }”不是数字，不能这样限定
fault-no-such-section = 没有“{ $name }”这一页
fault-no-register = 没有“{ $name }”这本登记簿
fault-state-without-states = 状态字段需要先有状态
fault-bad-literal = “{ $word }”不是 { $kind } 的值
fault-link-elsewhere = “{ $name }”不指向 { $register }
fault-not-a-person = “{ $name }”不是人员字段
fault-one-to-differ = 比较是否不同至少要两个字段
fault-not-local = 这个条件由文件本身保证，只能用本记录自己的字段
fault-holds-lines = “{ $name }”是明细，不是一个值
fault-no-column = “{ $name }”没有自己的列，文件无法看守
fault-tells-no-time = “{ $name }”不表示时间：需要日期、时刻或日期时间
fault-more-than-a-column = “{ $id }”：明细的列只能有 id、label、help、kind、required（true）和 width
fault-no-such-obligation = 没有“{ $name }”这条义务
fault-cannot-stop-a-save = { $kind } 类规则不能阻止保存
fault-cannot-stop-a-save-hint = on_save = "nothing"
fault-not-a-moment = “{ $name }”不是日期时间，看不出是哪一天
fault-not-a-moment-hint = from、to 用两个日期时间；或用两个时刻，并在 on 写明由哪个字段定日子
fault-not-a-time = “{ $name }”不是时刻：日子已由 on 决定
fault-not-a-time-hint = from、to 用两个时刻；或用两个日期时间，不写 on
fault-not-a-date = “{ $name }”不是日期
fault-tells-no-day = “{ $name }”定不出日子
fault-tells-no-day-hint = 日期，或 1（星期一）到 7（星期日）的整数
fault-not-a-unit = “{ $name }”不通向组织的某个部门
fault-no-like-day = { $name } 没有以 { $register } 为行的日视图
fault-no-like-day-hint = 在那个表单里加一个 kind = "day" 的视图，rows 指向 { $register }

# 年历文件
calendar-off = 放假日
calendar-worked = 调休上班日
fault-bad-day = “{ $word }”不是日期
fault-bad-day-hint = 写真实存在的一天，例如 2026-10-01
fault-other-year = { $day } 是另一年的日期
fault-other-year-hint = 别的年份的日子写在那一年的文件里
fault-day-twice = { $day } 写了两次
fault-day-twice-hint = 它已经是{ $is }
fault-festival-twice = “{ $name }”写了两次
fault-festival-twice-hint = 一个节日的假期写成一段
fault-not-a-weekend = { $day } 不是周末
fault-not-a-weekend-hint = 只有周六周日才调休上班，其余日子本来就上班
fault-festivals-missing = 这一年缺了：{ $names }
fault-festivals-missing-hint = 一年要整年装入，每个节日的假期都要有
fault-no-festival = 没有“{ $name }”这个节日
fault-ends-before-it-begins = 假期还没开始就结束了
fault-ends-before-it-begins-hint = { $from } 或之后的一天
