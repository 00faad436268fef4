//! What the form says about itself: title, counters, and values as they are shown.

use chrono::{Datelike, Weekday};

use crate::model::form::kind::Kind;
use crate::model::{Lang, Record, Value, locale};

use super::input::Input;
use super::{Entry, Purpose};

/// The counters of the status line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Status {
    /// Which field of how many has the focus.
    pub at: usize,
    pub of: usize,
    /// Required fields that are blank.
    pub missing: usize,
    pub wrong: usize,
    pub warnings: usize,
    /// When the draft was kept.
    pub kept_at: Option<String>,
}

impl Entry {
    /// What the form is open for: register, and the record or what is being done.
    pub fn path(&self, lang: Lang) -> Vec<String> {
        let mut path = vec![self.form.label.get(lang).to_owned()];
        if let Some(record) = &self.record {
            path.push(
                record
                    .number
                    .clone()
                    .unwrap_or_else(|| record.title.clone()),
            );
        }
        path.push(match &self.mode {
            Purpose::New => match &self.about {
                Some(about) => about.clone(),
                None => locale::say(lang, "entry-new", &[]),
            },
            Purpose::Edit => locale::say(lang, "entry-edit", &[]),
            Purpose::View => locale::say(lang, "entry-view", &[]),
            Purpose::Void => locale::say(lang, "entry-void", &[]),
            Purpose::Query => locale::say(lang, "entry-query", &[]),
            Purpose::Act(action) => self
                .form
                .action(action)
                .map_or_else(|| action.clone(), |a| a.label.get(lang).to_owned()),
        });
        path
    }

    pub fn status(&self) -> Status {
        let typed: Vec<usize> = self
            .pages
            .iter()
            .flat_map(|p| p.fields.clone())
            .filter(|f| self.is_shown(*f) && self.is_editable(*f))
            .collect();
        let at = typed.iter().position(|f| Some(*f) == self.focus);
        let all = || self.complaints.iter().chain(&self.refused);
        Status {
            at: at.map_or(0, |a| a + 1),
            of: typed.len(),
            missing: typed
                .iter()
                .filter(|f| self.is_required(**f) && self.inputs[**f].is_blank())
                .count(),
            wrong: all().filter(|c| !c.warning && c.code != "required").count(),
            warnings: all().filter(|c| c.warning).count(),
            kept_at: self.kept_at.clone(),
        }
    }

    /// The help of the field with the focus: its own, and how its kind is typed.
    pub fn help(&self, lang: Lang) -> Option<(String, String)> {
        let (field, kind) = self.typed_field()?;
        let place = self.focus?;
        let how = if self.mode == Purpose::Query {
            Some("entry-how-query")
        } else if !self.is_editable(place) {
            None
        } else {
            match kind {
                Kind::Date => Some("entry-how-date"),
                Kind::Time => Some("entry-how-time"),
                Kind::Moment => Some("entry-how-moment"),
                Kind::Duration => Some("entry-how-duration"),
                Kind::YesNo => Some("entry-how-yes-no"),
                Kind::Choice(_) => Some("entry-how-choice"),
                Kind::Choices(_) | Kind::Checklist(_) => Some("entry-how-ticks"),
                Kind::Reference(_) => Some("entry-how-reference"),
                Kind::Note => Some("entry-how-note"),
                Kind::Rows(_) => Some("entry-how-rows"),
                Kind::File => Some("entry-how-file"),
                Kind::Money => Some("entry-how-money"),
                Kind::Text | Kind::Integer | Kind::Number | Kind::State | Kind::Computed(_) => None,
            }
        };
        let mut help = field.help.get(lang).to_owned();
        if let Some(how) = how {
            if !help.is_empty() {
                help.push_str(if lang == Lang::Zh { "　" } else { "  " });
            }
            help.push_str(&locale::say(lang, how, &[]));
        }
        Some((field.label.get(lang).to_owned(), help))
    }

    /// A value of the record as it is shown where nothing is typed.
    pub fn shown_value(&self, place: usize, value: &Value, record: &Record) -> String {
        let title = record.titles.get(place).cloned().flatten();
        match (title, &self.kinds[place]) {
            (Some(title), Kind::Reference(_)) => title,
            (_, kind) => value.show(kind, self.lang),
        }
    }

    /// What stands in a field that is not typed into.
    pub fn fixed(&self, place: usize, lang: Lang) -> String {
        let value = self.value(place);
        let title = self
            .record
            .as_ref()
            .and_then(|r| r.titles.get(place).cloned().flatten());
        match (title, &self.kinds[place], value) {
            (Some(title), Kind::Reference(_), _) => title,
            (_, Kind::Rows(columns), Value::Lines(lines)) => lines
                .iter()
                .map(|line| {
                    let cells = columns.iter().zip(line);
                    let told: Vec<String> = cells
                        .filter(|(_, v)| !v.is_empty())
                        .map(|(c, v)| v.show(&c.kind, lang))
                        .collect();
                    told.join("  ")
                })
                .collect::<Vec<_>>()
                .join("\n"),
            (_, kind, value) => {
                let shown = value.show(kind, lang);
                let day = weekday(kind, value, lang);
                format!("{shown} {day}").trim_end().to_owned()
            }
        }
    }

    /// What stands in an input, for comparing.
    pub(super) fn shown_input(&self, place: usize) -> String {
        match &self.inputs[place] {
            Input::Line(slot) => slot.text().to_owned(),
            Input::Note(note) => note.text().to_owned(),
            Input::Ticks(_) | Input::Rows(_) | Input::Fixed => {
                self.value(place).show(&self.kinds[place], self.lang)
            }
        }
    }
}

/// The day of the week of a date or moment, else nothing.
pub fn weekday(kind: &Kind, value: &Value, lang: Lang) -> &'static str {
    let day = match kind.shown() {
        Kind::Date | Kind::Moment => value.as_date(),
        _ => None,
    };
    let Some(day) = day else { return "" };
    let (zh, en) = match day.weekday() {
        Weekday::Mon => ("周一", "Mon"),
        Weekday::Tue => ("周二", "Tue"),
        Weekday::Wed => ("周三", "Wed"),
        Weekday::Thu => ("周四", "Thu"),
        Weekday::Fri => ("周五", "Fri"),
        Weekday::Sat => ("周六", "Sat"),
        Weekday::Sun => ("周日", "Sun"),
    };
    match lang {
        Lang::Zh => zh,
        Lang::En => en,
    }
}
