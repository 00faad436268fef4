//! A clerk at a form: keys by their names, words typed, and what can be seen of it.

use deskbook::app::clock::Clock;
use deskbook::app::entry::Entry;
use deskbook::app::entry::input::Input;
use deskbook::app::key::Key;
use deskbook::app::keymap::{Fed, Keymap};
use deskbook::app::screen::effect::{Effect, Effects};
use deskbook::app::session::Session;
use deskbook::model::{Lang, Record, Value};
use deskbook::rules::fill;
use deskbook::store::Access;

use crate::desk::{Desk, PERSON, done, every};

/// A register with a field of every kind.
pub const VISIT: &str = r#"
id = "visit"
label = { zh = "来访登记", en = "Visitors" }
one = { zh = "来访", en = "Visit" }
number = "LF-{year}-{seq:4}"
title = "{guest} {day}"
[[section]]
id = "who"
label = { zh = "来人", en = "Who" }
[[section]]
id = "what"
label = { zh = "事由与物品", en = "What for" }
[[field]]
id = "no"
label = { zh = "编号", en = "Number" }
section = "who"
kind = { computed = "number", as = "text" }
[[field]]
id = "guest"
label = { zh = "来访人", en = "Guest" }
help = { zh = "证件上的姓名", en = "As on the card" }
section = "who"
kind = "text"
required = true
listed = 1
search = "pinyin"
[[field]]
id = "host"
label = { zh = "接待人", en = "Host" }
section = "who"
kind = "person"
listed = 2
[[field]]
id = "day"
label = { zh = "来访日期", en = "Day" }
section = "who"
kind = "date"
listed = 3
[[field]]
id = "at"
label = { zh = "时刻", en = "Time" }
section = "who"
kind = "time"
[[field]]
id = "fee"
label = { zh = "押金(元)", en = "Deposit" }
section = "who"
kind = "money"
[[field]]
id = "escorted"
label = { zh = "是否陪同", en = "Escorted" }
section = "who"
kind = "yes_no"
[[field]]
id = "escort"
label = { zh = "陪同人", en = "Escort" }
section = "who"
kind = "person"
show_when = "escorted = yes"
[[field]]
id = "reason"
label = { zh = "事由", en = "Reason" }
section = "what"
kind = { choice = [ { code = "meeting", zh = "会议", en = "Meeting" }, { code = "tour", zh = "参观", en = "Tour" }, { code = "repair", zh = "维修", en = "Repair" } ] }
[[field]]
id = "carries"
label = { zh = "携带", en = "Carries" }
section = "what"
kind = { checklist = [ { code = "laptop", zh = "笔记本电脑", en = "Laptop" }, { code = "camera", zh = "相机", en = "Camera" }, { code = "tools", zh = "工具", en = "Tools" } ] }
[[field]]
id = "remarks"
label = { zh = "备注", en = "Remarks" }
section = "what"
kind = "note"
[[field]]
id = "until"
label = { zh = "有效期至", en = "Valid until" }
section = "what"
kind = "date"
min = "day"
[[field]]
id = "luggage"
label = { zh = "行李", en = "Luggage" }
section = "what"
kind = { rows = [
  { id = "thing", label = { zh = "物品", en = "Thing" }, kind = "text", required = true },
  { id = "pieces", label = { zh = "件数", en = "Pieces" }, kind = "integer" },
] }
[[field]]
id = "left_at"
label = { zh = "离开时间", en = "Left at" }
section = "what"
kind = "moment"
show_when = "state = 'gone'"
[[state]]
id = "here"
label = { zh = "在访", en = "Here" }
[[state]]
id = "gone"
label = { zh = "已离开", en = "Gone" }
[[action]]
id = "leave"
label = { zh = "离开", en = "Leave" }
from = ["here"]
to = "gone"
needs = ["left_at"]
"#;

/// A desk with two persons and no visit; it is 9 o'clock on Monday, 2 March 2026.
pub fn desk(lang: Lang) -> (Session, Desk) {
    let mut desk = Desk::with(&[PERSON, VISIT]);
    for name in ["值班员甲", "接班员乙"] {
        desk.add("person", &[("name", name)]).expect("a person");
    }
    let clock = Clock::Fixed(desk.now);
    let session = Session::open(&desk.path(), Access::Write, clock, "officer A", lang);
    (session.expect("opens"), desk)
}

pub struct Clerk {
    pub session: Session,
    pub entry: Entry,
    pub last: Effects,
    keys: Keymap,
    desk: Desk,
}

impl Clerk {
    pub fn begins_new((mut session, desk): (Session, Desk)) -> Self {
        let form = session
            .store
            .catalog()
            .form("visit")
            .cloned()
            .expect("a form");
        let stamp = session.stamp();
        let draft = fill::new_draft(&form, &session.reader(&stamp)).expect("a draft");
        let mut entry = done(Entry::add(draft, &mut session));
        entry.resize(80, 24);
        Self {
            session,
            entry,
            last: Effects::new(),
            keys: Keymap::shipped(),
            desk,
        }
    }

    pub fn begins_another(self) -> Self {
        Self::begins_new((self.session, self.desk))
    }

    pub fn turns_to(self, entry: Entry) -> Self {
        Self { entry, ..self }
    }

    pub fn edits(mut self, id: i64) -> Self {
        let entry = done(Entry::edit("visit", id, &mut self.session));
        self.turns_to(entry)
    }

    pub fn presses(&mut self, keys: &str) -> &mut Self {
        for word in keys.split_whitespace() {
            let key = Key::read(word).expect("a key");
            match self.keys.feed(self.entry.scope(), key) {
                Fed::Found(command) => {
                    self.last = self.entry.run(command, &mut self.session);
                }
                other => panic!("{word} in {:?}: {other:?}", self.entry.scope()),
            }
        }
        self
    }

    pub fn types(&mut self, text: &str) -> &mut Self {
        self.last = self.entry.text(text, &mut self.session);
        self
    }

    /// Walks to a field by Tab.
    pub fn goes_to(&mut self, field: &str) -> &mut Self {
        self.presses("ctrl-home");
        for _ in 0..40 {
            if self.field() == field {
                return self;
            }
            self.presses("tab");
        }
        panic!("never came to {field}, ended at {}", self.field())
    }

    pub fn place(&self, field: &str) -> usize {
        let fields = &self.entry.form().fields;
        fields.iter().position(|f| f.id == field).expect("a field")
    }

    pub fn field(&self) -> String {
        let place = self.entry.focus().expect("a focus");
        self.entry.field(place).id.clone()
    }

    pub fn text(&self, field: &str) -> String {
        match self.entry.input(self.place(field)) {
            Input::Line(slot) => slot.text().to_owned(),
            Input::Note(note) => note.text().to_owned(),
            other => panic!("{other:?}"),
        }
    }

    pub fn is_shown(&self, field: &str) -> bool {
        self.entry.is_shown(self.place(field))
    }

    /// What is complained about, as `field: code`.
    pub fn codes(&self) -> Vec<String> {
        let places = (0..self.entry.form().fields.len()).map(Some);
        places
            .chain([None])
            .flat_map(|p| self.entry.complaints(p))
            .map(|c| format!("{}: {}", c.field.as_deref().unwrap_or("-"), c.code))
            .collect()
    }

    pub fn saved_id(&self) -> i64 {
        match self.last.as_slice() {
            [Effect::Saved(saved)] => saved.id,
            other => panic!("{other:?}, {:?}", self.codes()),
        }
    }

    pub fn record(&self, id: i64) -> Record {
        let stamp = self.session.stamp();
        let found = self.session.reader(&stamp).record("visit", id);
        found.expect("reads").expect("is there")
    }

    pub fn value(&self, id: i64, field: &str) -> Value {
        self.record(id).values[self.place(field)].clone()
    }

    pub fn count(&self) -> u64 {
        let stamp = self.session.stamp();
        self.session
            .reader(&stamp)
            .count(&every("visit"))
            .expect("a count")
    }
}
