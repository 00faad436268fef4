//! Two registers of the desk's own with rules that find something, whatever the rulebook says: keys lent and returned.

use std::path::Path;

use deskbook::app::session::Session;
use deskbook::model::definition;
use deskbook::model::value::record::Cleaned;
use deskbook::model::{Lang, Value};
use deskbook::store::Op;

use super::campus::{self, NOW, add, at};
use crate::desk::{done, prepared};

const LOAN: &str = r#"
id = "key_loan"
label = { zh = "钥匙领用登记", en = "Keys lent" }
one = { zh = "领用", en = "Loan" }
number = "YS-{year}-{seq:4}"
title = "{key}"
[[field]]
id = "key"
label = { zh = "钥匙", en = "Key" }
kind = "text"
required = true
listed = 1
[[field]]
id = "borrower"
label = { zh = "领用人", en = "Borrower" }
kind = "person"
required = true
listed = 2
[[field]]
id = "taken_at"
label = { zh = "领用时间", en = "Taken" }
kind = "moment"
required = true
listed = 3
[[field]]
id = "purpose"
label = { zh = "用途", en = "Purpose" }
kind = "text"
[[rule]]
id = "brought_back"
clauses = ["R05.13"]
kind = { deadline = "taken_at", within = { hours = "param('report.joint_office_hours')" }, done = "first(key_return, returned_at, loan = this)" }
on_save = "nothing"
whose = "borrower"
say = { zh = "钥匙没有归还", en = "The key was not brought back" }
help = { zh = "收回钥匙，登记归还。", en = "Take the key back and enter the return." }
cure = { register = "key_return", set = { loan = "this", returned_at = "now" } }
[[rule]]
id = "purpose_told"
kind = { require = "filled(purpose)" }
on_save = "nothing"
since = "taken_at"
say = { zh = "没写用途", en = "What for is not told" }
[[view]]
id = "late"
label = { zh = "未还", en = "Out" }
where = "none(key_return, loan = this)"
sort = ["taken_at"]
today = "overdue"
since = "taken_at"
"#;

const RETURN: &str = r#"
id = "key_return"
label = { zh = "钥匙归还登记", en = "Keys returned" }
one = { zh = "归还", en = "Return" }
number = "GH-{year}-{seq:4}"
title = "{loan} {returned_at}"
[[field]]
id = "loan"
label = { zh = "领用", en = "Loan" }
kind = { reference = "key_loan" }
required = true
listed = 1
[[field]]
id = "returned_at"
label = { zh = "归还时间", en = "Returned" }
kind = "moment"
required = true
listed = 2
[[field]]
id = "taken_by"
label = { zh = "收钥匙的人", en = "Taken back by" }
kind = "person"
required = true
default = "me"
"#;

/// A session of 值班员甲 over a desk of their own in the folder, at which keys were lent.
pub fn lending(folder: &Path, lang: Lang) -> Session {
    let path = folder.join("tour.desk");
    prepared::sat_at("keys", &path, |folder| {
        let mut session = campus::seeded(folder, Lang::Zh);
        lend(&mut session);
        session
    });
    prepared::session(&path, at(NOW), "值班员甲", lang)
}

/// The desk has the registers, has adopted a regulation that asks nothing else of it, and three keys are out.
pub fn lend(session: &mut Session) {
    let stamp = session.stamp();
    let forms = [RETURN, LOAN].map(|text| {
        (
            definition::read::form(text).expect("a form"),
            text.to_owned(),
        )
    });
    done(session.store.apply_all(&forms, &stamp));
    adopt(session);
    for (key, borrower, taken, purpose) in [
        ("机房钥匙", "值班员甲", "2026-11-22 16:44", "查线"),
        ("东门钥匙", "值班员乙", "2026-11-21 08:00", "换锁"),
        ("库房钥匙", "管理员甲", "2026-11-23 10:00", ""),
    ] {
        let fields = [
            ("key", key),
            ("borrower", borrower),
            ("taken_at", taken),
            ("purpose", purpose),
        ];
        add(session, "key_loan", &fields);
    }
}

/// Written past the door: of the form only what rules look at is of interest here.
fn adopt(session: &mut Session) {
    let form = session
        .store
        .catalog()
        .form("regulation")
        .expect("a register")
        .clone();
    let value = |id: &str| match id {
        "code" => Value::text("ZD-1"),
        "title" => Value::text("公积金管理办法"),
        "version" => Value::text("1"),
        "seed_no" => Value::Int(5),
        "effective_on" => Value::text("2026-01-01"),
        _ => Value::Empty,
    };
    let cleaned = Cleaned {
        values: form.fields.iter().map(|f| value(&f.id)).collect(),
        state: Some("in_force".into()),
        number: None,
    };
    let act = Op::Add.on("regulation");
    let stamp = session.stamp();
    let put = |tx: &mut deskbook::store::Tx<'_>| tx.insert(&form, &cleaned);
    done(session.store.transact(&stamp, &act, put));
}
