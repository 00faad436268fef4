//! Moving through the form: from field to field and from page to page, and what happens when a field is left.

use crate::app::session::Session;
use crate::store::Result;

use super::Entry;
use super::input::Input;
use super::popup::Popup;

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
        let elsewhere = self.at.focus != place;
        self.at.focus = place;
        self.hint = None;
        let query = self.over.is_query();
        if let Some(Input::Line(slot)) = place.map(|p| &mut self.answers.inputs[p])
            && !slot.text().is_empty()
            && !query
        {
            slot.edit.arm();
        }
        if let Some(Input::Rows(lines)) = place.map(|p| &mut self.answers.inputs[p])
            && elsewhere
        {
            (lines.line, lines.column) = (0, 0);
        }
    }

    /// Leaves the present field: what was typed is read, kept, and the form looks at itself again.
    pub(super) fn leave(&mut self, session: &Session) -> Result<()> {
        if let Some(Popup::List(_) | Popup::Calendar(_)) = self.popup {
            self.popup = None;
        }
        self.hint = None;
        if let Some(place) = self.at.focus {
            self.settle(place, session)?;
            self.answers.inputs[place].seal();
            if self.answers.drafted(&self.over) != self.answers.draft {
                self.answers.touched.insert(place);
                self.answers.try_to_keep(&self.over, session);
            }
            self.answers.sync(&self.over);
        }
        self.look_again(session)
    }

    /// The form as it stands: which fields are shown, what is wrong so far.
    pub(super) fn look_again(&mut self, session: &Session) -> Result<()> {
        if self.over.is_query() {
            self.count(session);
            return Ok(());
        }
        self.answers.sync(&self.over);
        let stamp = session.stamp();
        let reader = session.reader(&stamp);
        self.judged.look(&self.over, &self.answers, &reader)
    }

    /// The next or previous field; over the ends to the next page. `false` behind the last field of all.
    pub(super) fn move_on(&mut self, forward: bool, session: &Session) -> Result<bool> {
        self.leave(session)?;
        let fields = self.reachable();
        let at = self
            .at
            .focus
            .and_then(|f| fields.iter().position(|p| *p == f));
        let next = match at {
            Some(at) if forward => fields.get(at + 1).copied(),
            Some(at) => at.checked_sub(1).map(|a| fields[a]),
            // The field has gone with the value it depended on.
            None => fields
                .iter()
                .copied()
                .find(|f| Some(*f) > self.at.focus)
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
        let at = pages.iter().position(|p| *p == self.at.page).unwrap_or(0);
        let next = if forward {
            pages.get(at + 1)
        } else {
            at.checked_sub(1).and_then(|a| pages.get(a))
        };
        let Some(next) = next else {
            let present = self.at.focus;
            self.enter(present);
            return Ok(false);
        };
        self.at.page = *next;
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
        if let Some(page) = self.at.pages.iter().position(|p| p.fields.contains(&place)) {
            self.at.page = page;
            self.enter(Some(place));
        }
    }

    /// First or last field of all.
    pub(super) fn jump_end(&mut self, last: bool, session: &Session) -> Result<()> {
        self.leave(session)?;
        let pages: Vec<usize> = self.pages().map(|(at, _)| at).collect();
        let page = if last { pages.last() } else { pages.first() };
        if let Some(page) = page {
            self.at.page = *page;
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
        let layout = self.layout();
        if let Some(page) = layout.tab_at(column, row) {
            self.leave(session)?;
            self.at.page = page;
            let first = self.reachable().first().copied();
            self.enter(first);
        } else if let Some(place) = layout.place_at(column, row)
            && self.reachable().contains(&place)
            && self.at.focus != Some(place)
        {
            self.leave(session)?;
            self.enter(Some(place));
        }
        Ok(())
    }
}
