//! Registers of the tests, as definitions in text, and how they are read.

use std::sync::Arc;

use deskbook::model::definition;
use deskbook::model::{Catalog, Fault, Form, Lang};

/// Persons, by name and pinyin.
pub const PERSON: &str = r#"
id = "person"
label = { zh = "人员", en = "Staff" }
title = "{name}"
[[field]]
id = "name"
label = { zh = "姓名", en = "Name" }
kind = "text"
required = true
listed = 1
search = "pinyin"
"#;

/// Loans of tools: states, actions, numbers, a rule of every kind.
pub const LOAN: &str = r#"
id = "loan"
label = { zh = "借用登记", en = "Loans" }
one = { zh = "借用", en = "Loan" }
number = "JY-{year}-{seq:4}"
title = "{tool} {borrower}"
[[field]]
id = "tool"
label = { zh = "器具", en = "Tool" }
kind = "text"
required = true
listed = 1
search = "pinyin"
[[field]]
id = "borrower"
label = { zh = "借用人", en = "Borrower" }
kind = "person"
listed = 2
[[field]]
id = "keeper"
label = { zh = "保管人", en = "Keeper" }
kind = "person"
[[field]]
id = "from_at"
label = { zh = "借出", en = "From" }
kind = "moment"
listed = 3
default = "now"
[[field]]
id = "to_at"
label = { zh = "归还", en = "To" }
kind = "moment"
min = "from_at"
[[field]]
id = "deposit"
label = { zh = "押金", en = "Deposit" }
kind = "money"
min = 0
max = 5000
[[field]]
id = "tag"
label = { zh = "标签", en = "Tag" }
kind = "text"
pattern = "[A-Z]{2}-[0-9]+"
unique = true
[[field]]
id = "checks"
label = { zh = "检查", en = "Checks" }
kind = { checklist = [{ code = "clean", zh = "清洁", en = "Clean" }, { code = "whole", zh = "完好", en = "Whole" }] }
[[field]]
id = "damage"
label = { zh = "损坏情况", en = "Damage" }
kind = "note"
required = "state >= 'damaged'"
show_when = "state >= 'damaged'"
[[field]]
id = "parts"
label = { zh = "附件", en = "Parts" }
kind = { rows = [
  { id = "part", label = { zh = "名称", en = "Name" }, kind = "text", required = true },
  { id = "amount", label = { zh = "数量", en = "Amount" }, kind = "integer" },
] }
[[state]]
id = "out"
label = { zh = "借出", en = "Out" }
[[state]]
id = "back"
label = { zh = "归还", en = "Back" }
[[state]]
id = "damaged"
label = { zh = "损坏", en = "Damaged" }
[[action]]
id = "return"
label = { zh = "归还", en = "Return" }
from = ["out"]
to = "back"
not_by = ["borrower"]
needs = ["checks"]
set = { to_at = "now" }
when = "has(checks, 'clean')"
say = { zh = "要先清洁", en = "it must be clean first" }
[[action]]
id = "report"
label = { zh = "报损", en = "Report" }
from = ["out"]
to = "damaged"
needs = ["damage"]
[[action]]
id = "expire"
label = { zh = "过期", en = "Expire" }
from = ["out"]
to = "back"
by = ["system"]
when = "to_at < now()"
[[rule]]
id = "two_people"
kind = { differ = ["borrower", "keeper"] }
say = { zh = "借用人和保管人不能是同一人。", en = "Borrower and keeper must differ." }
[[rule]]
id = "big_needs_deposit"
kind = { require = "deposit >= 100", when = "tool like '%projector%'" }
say = { zh = "投影仪要交押金。", en = "A projector needs a deposit." }
[[rule]]
id = "once_at_a_time"
kind = { no_overlap = ["tool"], from = "from_at", to = "to_at", while = "state = 'out'" }
say = { zh = "同一器具不能同时借出。", en = "A tool is lent once at a time." }
"#;

/// Units, one part of another.
pub const UNIT: &str = r#"
id = "org_unit"
label = { zh = "部门", en = "Units" }
title = "{name}"
field = [
  { id = "name", label = { zh = "名", en = "Name" }, kind = "text" },
  { id = "parent", label = { zh = "上级", en = "Parent" }, kind = { reference = "org_unit" } },
]
"#;

/// Places, one part of another, known by their code.
pub const PLACE: &str = r#"
id = "place"
label = { zh = "地点", en = "Places" }
one = { zh = "地点", en = "Place" }
pack = "core"
title = "{name}"
key = ["code"]

[[field]]
id = "code"
label = { zh = "代码", en = "Code" }
kind = "text"
required = true
listed = 1

[[field]]
id = "name"
label = { zh = "名称", en = "Name" }
kind = "text"
required = true
listed = 2
search = "pinyin"

[[field]]
id = "parent"
label = { zh = "上级", en = "Part of" }
kind = { reference = "place" }
"#;

/// A field of every kind.
pub const THING: &str = r#"
id = "thing"
label = { zh = "物品台账", en = "Things" }
one = { zh = "物品", en = "Thing" }
pack = "core"
number = "WP-{year}-{seq:4}"
title = "{name}"
key = ["code"]

[[field]]
id = "code"
label = { zh = "代码", en = "Code" }
kind = "text"
required = true
listed = 1

[[field]]
id = "name"
label = { zh = "名称", en = "Name" }
kind = "text"
listed = 2
search = "pinyin"

[[field]]
id = "story"
label = { zh = "说明", en = "Story" }
kind = "note"

[[field]]
id = "pieces"
label = { zh = "件数", en = "Pieces" }
kind = "integer"

[[field]]
id = "weight"
label = { zh = "重量(kg)", en = "Weight (kg)" }
kind = "number"

[[field]]
id = "price"
label = { zh = "单价", en = "Price" }
kind = "money"

[[field]]
id = "bought"
label = { zh = "购置日期", en = "Bought on" }
kind = "date"

[[field]]
id = "opens"
label = { zh = "开门", en = "Opens" }
kind = "time"

[[field]]
id = "seen_at"
label = { zh = "见到时间", en = "Seen at" }
kind = "moment"

[[field]]
id = "spell"
label = { zh = "时长", en = "Spell" }
kind = "duration"

[[field]]
id = "broken"
label = { zh = "是否损坏", en = "Broken" }
kind = "yes_no"

[[field]]
id = "grade"
label = { zh = "等级", en = "Grade" }
kind = { choice = [ { code = "a", zh = "甲", en = "First" }, { code = "b", zh = "乙、丙", en = "Second, third" }, { code = "x", zh = "1", en = "2" } ] }

[[field]]
id = "uses"
label = { zh = "用途", en = "Uses" }
kind = { choices = [ { code = "teach", zh = "教学", en = "Teaching" }, { code = "office", zh = "办公", en = "Office" }, { code = "spare", zh = "备用", en = "Spare" } ] }

[[field]]
id = "checks"
label = { zh = "检查", en = "Checks" }
kind = { checklist = [ { code = "clean", zh = "清洁", en = "Clean" }, { code = "safe", zh = "安全", en = "Safe" } ] }

[[field]]
id = "place"
label = { zh = "所在", en = "Kept in" }
kind = { reference = "place" }

[[field]]
id = "paper"
label = { zh = "附件", en = "Paper" }
kind = "file"

[[field]]
id = "worth"
label = { zh = "总价", en = "Worth" }
kind = { computed = "pieces * 2", as = "integer" }

[[field]]
id = "parts"
label = { zh = "配件", en = "Parts" }
kind = { rows = [
  { id = "what", label = { zh = "名称", en = "What" }, kind = "text", required = true },
  { id = "cost", label = { zh = "价", en = "Cost" }, kind = "money" },
  { id = "at", label = { zh = "地点", en = "Place" }, kind = { reference = "place" } },
] }

[[state]]
id = "in_use"
label = { zh = "在用", en = "In use" }

[[state]]
id = "gone"
label = { zh = "已报废", en = "Gone" }
"#;

/// Neither number nor key: rows are known by what they say.
pub const CALL: &str = r#"
id = "call"
label = { zh = "来电", en = "Calls" }
one = { zh = "来电", en = "Call" }
pack = "core"
title = "{who}"

[[field]]
id = "at"
label = { zh = "时间", en = "At" }
kind = "moment"
required = true
listed = 1

[[field]]
id = "who"
label = { zh = "何人", en = "Who" }
kind = "text"
required = true
listed = 2

[[field]]
id = "urgent"
label = { zh = "紧急", en = "Urgent" }
kind = "yes_no"
required = true
default = "no"
"#;

pub fn form(text: &str) -> Form {
    definition::read::form(text).unwrap_or_else(|faults| {
        let said: Vec<String> = faults
            .iter()
            .map(|f| f.render(Lang::En, "form.toml", text))
            .collect();
        panic!("{}", said.join("\n"))
    })
}

/// A catalog of the registers of some texts.
pub fn catalog(texts: &[&str]) -> Catalog {
    Catalog::default().with(texts.iter().map(|text| Arc::new(form(text))))
}

/// Every fault of a text as `line:column code message (hint)`; each is also drawn, as people see it.
pub fn faults(name: &str, text: &str, found: &[Fault]) -> Vec<String> {
    let one = |f: &Fault| {
        f.render(Lang::Zh, name, text);
        let (line, column) = f.place(text);
        let hint = f.hint(Lang::En).map(|h| format!(" ({h})"));
        let (code, message) = (f.code(), f.message(Lang::En));
        format!(
            "{line}:{column} {code} {message}{}",
            hint.unwrap_or_default()
        )
    };
    found.iter().map(one).collect()
}

/// A text with the first occurrence of each word put right, or wrong.
pub fn with(text: &str, by: &[(&str, &str)]) -> String {
    by.iter().fold(text.to_owned(), |text, (from, to)| {
        assert!(text.contains(from), "{from}");
        text.replacen(from, to, 1)
    })
}
