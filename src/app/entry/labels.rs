//! What the form says about itself: title, counters, and values as they are shown.

use chrono::{Datelike, Weekday};

use crate::model::form::kind::Kind;
use crate::model::{Lang, Value, locale};

use super::Entry;
use super::answers::Keeping;

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
    pub keeping: Keeping,
}

impl Entry {
    pub fn status(&self) -> Status {
        let typed: Vec<usize> = self
            .at
            .pages
            .iter()
            .flat_map(|p| p.fields.clone())
            .filter(|f| self.is_shown(*f) && self.is_editable(*f))
            .collect();
        let at = typed.iter().position(|f| Some(*f) == self.at.focus);
        let all = || self.judged.all();
        Status {
            at: at.map_or(0, |a| a + 1),
            of: typed.len(),
            missing: typed
                .iter()
                .filter(|f| self.is_required(**f) && self.answers.inputs[**f].is_blank())
                .count(),
            wrong: all().filter(|c| !c.warning && c.code != "required").count(),
            warnings: all().filter(|c| c.warning).count(),
            keeping: self.answers.keeping.clone(),
        }
    }

    /// The help of the field with the focus: its own, and how its kind is typed.
    pub fn help(&self, lang: Lang) -> Option<(String, String)> {
        let (field, kind) = self.typed_field()?;
        let place = self.at.focus?;
        let how = if self.over.is_query() {
            Some("entry-how-query".to_owned())
        } else if !self.is_editable(place) {
            None
        } else {
            let id = format!("entry-how-{}", kind.word().name().replace('_', "-"));
            Some(id).filter(|id| locale::has(lang, id))
        };
        let mut help = field.help.get(lang).to_owned();
        if let Some(how) = how {
            if !help.is_empty() {
                help.push_str(if lang == Lang::Zh { "　" } else { "  " });
            }
            help.push_str(&locale::say(lang, &how, &[]));
        }
        Some((field.label.get(lang).to_owned(), help))
    }

    /// What stands in a field that is not typed into.
    pub fn fixed(&self, place: usize, lang: Lang) -> String {
        let value = self.judged.value(place);
        let title = self
            .over
            .record
            .as_ref()
            .and_then(|r| r.titles.get(place).cloned().flatten());
        match (title, &self.over.kinds[place], value) {
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
