//! Going down and up in the Rulebook pane, and from there to what holds an obligation.

use crate::app::command::Command;
use crate::app::outcome::Mood;
use crate::app::screen::browse;
use crate::app::screen::desk::{Desk, Focus, PaneId};
use crate::app::session::Session;
use crate::model::rulebook::params::Param;
use crate::model::rulebook::{By, Holder, params, regulation_of};
use crate::model::{Draft, Value};
use crate::rules::fill;
use crate::store::{Condition, Direction, Query, Result};

use super::{Depth, RulebookRow};

impl Desk {
    /// Shows the pane at the level where it was left.
    pub(in crate::app) fn open_book(&mut self, session: &Session) {
        self.focus = Focus::Main;
        let shown = self.go_to(PaneId::Rulebook, session);
        self.check(shown);
    }

    /// Enter: one level down, or to what the line is about.
    pub(in crate::app) fn enter_book(&mut self, session: &mut Session) {
        match self.book.current().cloned() {
            Some(RulebookRow::Regulation(number)) => {
                self.descend(Depth::Regulation(number), session)
            }
            Some(RulebookRow::Obligation(id)) => self.descend(Depth::Obligation(id), session),
            Some(RulebookRow::Holder(holder)) => self.go_to_holder(&holder, session),
            Some(RulebookRow::Figure(code)) => self.go_to_figure(&code, session),
            Some(RulebookRow::Finding(_)) => self.settle_finding(session),
            _ => {}
        }
    }

    fn descend(&mut self, level: Depth, session: &Session) {
        let typed = self.book.line.text().to_owned();
        let row = self.book.current().cloned();
        self.book.above.push((typed, row));
        self.book.level = level;
        self.book.line.set("");
        self.book.roll.selected = 0;
        self.arrange_book(session);
        self.settle(session);
    }

    /// Esc: out of what narrows the pane, then one level up; `false` at the top.
    pub(in crate::app) fn leave_book(&mut self, session: &Session) -> bool {
        if self.book.is_narrowed() {
            self.book.line.set("");
            self.arrange_book(session);
        } else {
            let was = std::mem::take(&mut self.book.level);
            let row = match was {
                Depth::Book => return false,
                Depth::Regulation(number) => RulebookRow::Regulation(number),
                Depth::Obligation(id) => {
                    let number = regulation_of(&id).unwrap_or_default();
                    self.book.level = Depth::Regulation(number);
                    RulebookRow::Obligation(id)
                }
            };
            let (typed, row) = self.book.above.pop().unwrap_or((String::new(), Some(row)));
            // Found from the top by words, an obligation leads back to the top.
            if self.book.above.is_empty() {
                self.book.level = Depth::Book;
            }
            self.book.line.set(&typed);
            self.arrange_book(session);
            self.book.reselect(row.as_ref());
        }
        self.settle(session);
        true
    }

    /// What is typed into the line of the pane; `false` if the command is not about the line.
    pub(in crate::app) fn edit_book(&mut self, command: Command, session: &Session) -> bool {
        let erases = matches!(
            command,
            Command::EraseLeft | Command::EraseWord | Command::EraseLine
        );
        if self.shown != PaneId::Rulebook || self.focus != Focus::Main || !erases {
            return false;
        }
        browse::edit_line(&mut self.book.line, command);
        self.arrange_book(session);
        self.settle(session);
        true
    }

    /// Words typed over the pane narrow it.
    pub(in crate::app) fn type_book(&mut self, text: &str, session: &Session) {
        self.book.line.insert(text);
        self.arrange_book(session);
        self.settle(session);
    }

    /// The register or view that holds an obligation.
    fn go_to_holder(&mut self, holder: &Holder, session: &mut Session) {
        let Some(form) = self.catalog.form(&holder.register).cloned() else {
            let id = format!("book-how-{}", holder.by.word());
            self.say(Mood::Note, &id, &[]);
            return;
        };
        let shown = self.show(Some(&form.id), session);
        self.check(shown);
        if holder.by == By::View {
            let place = form.views.iter().position(|v| v.id == holder.name);
            self.show_view(place.map_or(0, |n| n + 1), session);
        }
        let key = self.keymap.key_of(self.scope(), Command::Rulebook);
        let key = key.unwrap_or_default();
        self.say(Mood::Note, "book-back", &[("key", &key)]);
    }

    /// The figure as the organisation has set it, or a new record to set it.
    fn go_to_figure(&mut self, code: &str, session: &mut Session) {
        let found = figure_record(code, session);
        match self.check(found).flatten() {
            Some(id) => self.open_record(PARAMS, id, session),
            None if self.writable => {
                let draft = params::find(code).map(|p| figure_draft(p, session));
                if let Some(Some(Some(draft))) = draft.map(|d| self.check(d)) {
                    self.add(draft, session);
                }
            }
            None => self.say(Mood::Note, "book-figure-unset", &[]),
        }
    }
}

/// The register of figures.
const PARAMS: &str = "rule_param";

fn figure_record(code: &str, session: &Session) -> Result<Option<i64>> {
    let stamp = session.stamp();
    let reader = session.reader(&stamp);
    if reader.catalog.form(PARAMS).is_none() {
        return Ok(None);
    }
    let query = Query {
        register: PARAMS.into(),
        conditions: vec![Condition::is("code", Value::text(code))],
        ..Query::default()
    };
    let page = reader.page(&query, None, Direction::Forward, 1)?;
    Ok(page.rows.first().map(|r| r.id))
}

/// A new record of a figure with what the rulebook knows of it.
fn figure_draft(param: &Param, session: &Session) -> Result<Option<Draft>> {
    let stamp = session.stamp();
    let reader = session.reader(&stamp);
    let Some(form) = reader.catalog.form(PARAMS) else {
        return Ok(None);
    };
    let mut draft = fill::new_draft(form, &reader)?;
    let label = param.label();
    for (field, text) in [
        ("code", param.code.as_str()),
        ("meaning", label.get(session.lang)),
        ("value", &param.value.to_string()),
        ("unit", &param.unit),
        ("clause", &param.clauses.join(", ")),
        ("given_by_text", if param.given { "yes" } else { "no" }),
    ] {
        draft.typed(field, text);
    }
    Ok(Some(draft))
}
