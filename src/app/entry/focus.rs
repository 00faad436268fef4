//! Moving through the form: from field to field and from page to page, and what happens when a field is left.

use crate::app::session::Session;
use crate::model::value::Moment;
use crate::model::{Complaint, Draft, Value};
use crate::rules::Origin;
use crate::store::Result;

use super::input::Input;
use super::popup::Popup;
use super::{Entry, Purpose};

impl Entry {
    /// The fields of the page that the focus can stand on.
    pub(super) fn reachable(&self) -> Vec<usize> {
        let shown = self.shown();
        let typed: Vec<usize> = shown
            .iter()
            .copied()
            .filter(|f| self.is_editable(*f))
            .collect();
        if typed.is_empty() { shown } else { typed }
    }

    /// Puts the focus on a field; the first thing typed replaces what stands there.
    pub(super) fn enter(&mut self, place: Option<usize>) {
        let elsewhere = self.focus != place;
        self.focus = place;
        self.hint = None;
        let query = self.mode == Purpose::Query;
        if let Some(Input::Line(slot)) = place.map(|p| &mut self.inputs[p])
            && !slot.text().is_empty()
            && !query
        {
            slot.edit.arm();
        }
        if let Some(Input::Rows(lines)) = place.map(|p| &mut self.inputs[p])
            && elsewhere
        {
            (lines.line, lines.column) = (0, 0);
        }
    }

    /// Leaves the present field: what was typed is read, kept, and the form looks at itself again.
    pub(super) fn leave(&mut self, session: &Session) -> Result<()> {
        if let Some(Popup::List(_) | Popup::MonthPicker(_)) = self.popup {
            self.popup = None;
        }
        self.hint = None;
        if let Some(place) = self.focus {
            self.settle(place, session)?;
            self.inputs[place].seal();
            if self.now_drafted() != self.draft {
                self.touched.insert(place);
                self.keep(session)?;
            }
            self.sync();
        }
        self.look_again(session)
    }

    /// The form as it stands: which fields are shown, what is wrong so far.
    pub(super) fn look_again(&mut self, session: &Session) -> Result<()> {
        if self.mode == Purpose::Query {
            self.count(session);
            return Ok(());
        }
        self.sync();
        let stamp = session.stamp();
        let reader = session.reader(&stamp);
        let mut looked_at = self.draft.clone();
        if let Purpose::Act(action) = &self.mode {
            looked_at.state = self.form.action(action).and_then(|a| a.to.clone());
        }
        if self.mode == Purpose::Void {
            looked_at = Draft::new(&self.form.id);
        }
        let before = self.record.as_ref();
        self.look = self.checker.look(&looked_at, before, &reader)?;
        let mut found = match self.mode {
            Purpose::New | Purpose::Edit => {
                let checked = self
                    .checker
                    .check(&self.draft, before, &Origin::Person, &reader)?;
                checked.map_or_else(|refused| refused, |checked| checked.warnings)
            }
            _ => Vec::new(),
        };
        if let Purpose::Act(_) = self.mode {
            for place in 0..self.inputs.len() {
                if !self.is_required(place) {
                    continue;
                }
                let field = &self.form.fields[place];
                if let Some(answer) = self.draft.get(&field.id)
                    && let Err(complaint) = self.checker.read(field, answer, &reader)?
                {
                    found.push(complaint);
                } else if self.inputs[place].is_blank() && !self.look.shown.is_empty() {
                    found.push(Complaint::new(Some(&field.id), "required"));
                }
            }
        }
        found.retain(|c| self.is_due(c));
        self.complaints = found;
        let said = |c: &Complaint| (c.field.clone(), c.code);
        let live: Vec<_> = self.complaints.iter().map(said).collect();
        self.refused.retain(|c| !live.contains(&said(c)));
        Ok(())
    }

    /// Whether a complaint is said yet: nobody is scolded for a field not reached.
    fn is_due(&self, complaint: &Complaint) -> bool {
        let place = complaint
            .field
            .as_ref()
            .and_then(|n| self.form.fields.iter().position(|f| f.id == *n));
        let stands = place.is_none_or(|p| self.is_shown(p));
        let reached = place.is_some_and(|p| self.touched.contains(&p));
        stands && (self.tried || (reached && complaint.code != "required"))
    }

    /// Reads what was typed into a line and shows it as it was understood.
    fn settle(&mut self, place: usize, session: &Session) -> Result<()> {
        if self.mode == Purpose::Query {
            return Ok(());
        }
        if let Input::Rows(lines) = &self.inputs[place] {
            let (line, column) = (lines.line, lines.column);
            let field = self.form.fields[place]
                .line_fields()
                .and_then(|c| c.get(column));
            let text = lines
                .slot()
                .filter(|s| s.value().is_none())
                .map(|s| s.text().to_owned());
            if let (Some(field), Some(text)) = (field.cloned(), text)
                && let Some((value, shown)) = self.understood(&field.kind, &text, session)?
                && let Input::Rows(lines) = &mut self.inputs[place]
                && let Some(slot) = lines.cells.get_mut(line).and_then(|l| l.get_mut(column))
            {
                slot.pick(value, shown);
            }
            return Ok(());
        }
        let Input::Line(slot) = &self.inputs[place] else {
            return Ok(());
        };
        if slot.value().is_some() || slot.text().trim().is_empty() {
            return Ok(());
        }
        let (kind, text) = (self.kinds[place].clone(), slot.text().to_owned());
        if let Some((value, shown)) = self.understood(&kind, &text, session)?
            && let Input::Line(slot) = &mut self.inputs[place]
        {
            slot.pick(value, shown);
        }
        Ok(())
    }

    /// What a text means for a kind, and how that is shown; `None` where it cannot be read.
    fn understood(
        &self,
        kind: &crate::model::Kind,
        text: &str,
        session: &Session,
    ) -> Result<Option<(Value, String)>> {
        use crate::model::Kind;
        let stamp = session.stamp();
        let reader = session.reader(&stamp);
        if text.trim().is_empty() {
            return Ok(None);
        }
        Ok(match kind {
            Kind::Text | Kind::Note | Kind::File => None,
            Kind::Reference(target) => super::suggestions::resolve(&reader, target, text)?,
            Kind::Choice(list) => Value::read(kind, text, Moment(stamp.now))
                .ok()
                .or_else(|| super::suggestions::best_choice(list, text))
                .map(|v| {
                    let shown = v.show(kind, self.lang);
                    (v, shown)
                }),
            _ => Value::read(kind, text, Moment(stamp.now))
                .ok()
                .filter(|v| !v.is_empty())
                .map(|v| {
                    let shown = v.show(kind, self.lang);
                    (v, shown)
                }),
        })
    }

    /// The next or previous field; over the ends to the next page. `false` behind the last field of all.
    pub(super) fn move_on(&mut self, forward: bool, session: &Session) -> Result<bool> {
        self.leave(session)?;
        let fields = self.reachable();
        let at = self.focus.and_then(|f| fields.iter().position(|p| *p == f));
        let next = match at {
            Some(at) if forward => fields.get(at + 1).copied(),
            Some(at) => at.checked_sub(1).map(|a| fields[a]),
            // The field has gone with the value it depended on.
            None => fields
                .iter()
                .copied()
                .find(|f| Some(*f) > self.focus)
                .or(fields.first().copied()),
        };
        if next.is_some() {
            self.enter(next);
            return Ok(true);
        }
        self.turn(forward, !forward)
    }

    /// The next or previous page, its first or last field.
    fn turn(&mut self, forward: bool, to_last: bool) -> Result<bool> {
        let pages: Vec<usize> = self.pages().map(|(at, _)| at).collect();
        let at = pages.iter().position(|p| *p == self.page).unwrap_or(0);
        let next = if forward {
            pages.get(at + 1)
        } else {
            at.checked_sub(1).and_then(|a| pages.get(a))
        };
        let Some(next) = next else {
            let present = self.focus;
            self.enter(present);
            return Ok(false);
        };
        self.page = *next;
        let fields = self.reachable();
        self.enter(if to_last {
            fields.last().copied()
        } else {
            fields.first().copied()
        });
        Ok(true)
    }

    pub(super) fn turn_page(&mut self, forward: bool, session: &Session) -> Result<bool> {
        self.leave(session)?;
        self.turn(forward, false)
    }

    /// Goes to a field on whatever page it stands.
    pub(super) fn jump(&mut self, place: usize) {
        if let Some(page) = self.pages.iter().position(|p| p.fields.contains(&place)) {
            self.page = page;
            self.enter(Some(place));
        }
    }

    /// First or last field of all.
    pub(super) fn jump_end(&mut self, last: bool, session: &Session) -> Result<()> {
        self.leave(session)?;
        let pages: Vec<usize> = self.pages().map(|(at, _)| at).collect();
        let page = if last { pages.last() } else { pages.first() };
        if let Some(page) = page {
            self.page = *page;
            let fields = self.reachable();
            self.enter(if last {
                fields.last().copied()
            } else {
                fields.first().copied()
            });
        }
        Ok(())
    }

    /// The mouse was pressed on a cell of the area it was drawn in.
    pub(super) fn point(&mut self, column: u16, row: u16, session: &Session) -> Result<()> {
        let layout = self.layout(self.size.0, self.size.1);
        if let Some(page) = layout.tab_at(column, row) {
            self.leave(session)?;
            self.page = page;
            let first = self.reachable().first().copied();
            self.enter(first);
        } else if let Some(place) = layout.place_at(column, row)
            && self.reachable().contains(&place)
            && self.focus != Some(place)
        {
            self.leave(session)?;
            self.enter(Some(place));
        }
        Ok(())
    }
}
