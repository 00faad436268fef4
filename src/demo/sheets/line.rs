//! From a line of a sheet to a draft: what each cell means for its field.
//!
//! Invariant: `#3` is the third line of a sheet, or the third record of a register that has no sheet, whatever the
//! order in which records were written. A state `a > b` is written as `a` while something it points at is missing,
//! and moved to `b` when that is there. What is no word of the sheets is left as typed, to be read as in an import.

use std::collections::BTreeMap;

use chrono::{Duration, NaiveDateTime};

use crate::demo::pen::DemoPen;
use crate::demo::row::DemoRow;
use crate::demo::world::World;
use crate::model::form::field::{DefaultValue, Required};
use crate::model::form::kind::Kind;
use crate::model::{Answer, Field, Form, Value};
use crate::rules::fill;
use crate::store::{Query, Result};

use super::picks::Picks;
use super::sheet::Sheet;
use super::{cell, fault};

/// Between the state in which a record waits and the one that it reaches.
const THEN: char = '>';

/// Who enters what no line says.
const CLERK: &str = "文秘甲";

/// Turns lines into drafts and remembers which record each line became.
pub struct SheetScribe<'w> {
    picks: Picks<'w>,
    /// The records by their place in the sheet, or in the register.
    places: BTreeMap<String, Vec<Option<i64>>>,
    /// Records that wait for a line they point at.
    waiting: Vec<(i64, Made)>,
}

/// A pointer at a line that has no record yet.
#[derive(Clone, Debug)]
pub struct SheetLink {
    field: String,
    register: String,
    place: usize,
}

/// A draft with the pointers that are left blank for now, and the state it reaches with them.
pub struct Made {
    pub row: DemoRow,
    links: Vec<SheetLink>,
    then: Option<String>,
}

/// What a cell comes to.
enum Cell {
    Answer(Answer),
    Blank,
    /// The record it points at is not written yet.
    Later(SheetLink),
}

impl<'w> SheetScribe<'w> {
    pub fn new(world: &'w World) -> Self {
        Self {
            picks: Picks::new(world),
            places: BTreeMap::new(),
            waiting: Vec::new(),
        }
    }

    /// Makes room for the records of the sheets.
    pub fn make_room(&mut self, sheets: &[Sheet]) {
        for sheet in sheets {
            self.places
                .insert(sheet.register.clone(), vec![None; sheet.lines.len()]);
        }
    }

    /// The draft of a line; `None` while a record that it points at is missing. In a circle, pointers that may stay
    /// blank do not keep it waiting.
    pub fn line(
        &mut self,
        form: &Form,
        sheet: &Sheet,
        place: usize,
        circle: bool,
        pen: &DemoPen<'_>,
    ) -> Result<Option<Made>> {
        let cells = || sheet.fields.iter().zip(&sheet.lines[place]);
        let moves = cells().any(|(name, text)| *name == "state" && text.contains(THEN));
        let mut links = Vec::new();
        for (name, text) in cells() {
            let Some(field) = form.field(name) else {
                continue;
            };
            if let Cell::Later(link) = self.pointer(field, text, pen)? {
                if !circle || !(moves || matches!(field.required, Required::Never)) {
                    return Ok(None);
                }
                links.push(link);
            }
        }
        let mut row = self.row(form, sheet, place, pen)?;
        let state = row.draft.state.take().unwrap_or_default();
        let (first, last) = state.split_once(THEN).unwrap_or((&state, &state));
        let (first, last) = (first.trim().to_owned(), last.trim().to_owned());
        let waits = !links.is_empty();
        row.draft.state = Some(if waits { &first } else { &last })
            .filter(|s| !s.is_empty())
            .cloned();
        let then = Some(last).filter(|last| waits && *last != first);
        Ok(Some(Made { row, links, then }))
    }

    fn row(
        &mut self,
        form: &Form,
        sheet: &Sheet,
        place: usize,
        pen: &DemoPen<'_>,
    ) -> Result<DemoRow> {
        let now = self.picks.now();
        let mut row = DemoRow::new(&form.id, now, CLERK);
        let (mut at, mut by) = (None, None);
        let cells = sheet.lines[place].iter();
        self.picks
            .begin(cells.filter_map(|c| self.picks.named(c)).collect());
        for (name, text) in sheet.fields.iter().zip(&sheet.lines[place]) {
            let text = cell::with_years(text, now);
            let field = form.field(name);
            if *name == "state" || field.is_some_and(|f| matches!(f.kind, Kind::State)) {
                row.draft.state = Some(text.to_string()).filter(|t| !t.is_empty());
                continue;
            }
            let Some(field) = field else {
                return Err(fault(&format!("demo {}: no field {name}", form.id)));
            };
            let Cell::Answer(answer) = self.cell(&form.id, field, &text, pen)? else {
                continue;
            };
            if let Answer::Picked(value, _) = &answer {
                at = at.max(moment_of(field, value).filter(|m| *m <= now));
            }
            if by.is_none() && field.kind.target() == Some("person") {
                by = self.name(&answer, &text);
            }
            match answer {
                Answer::Typed(text) => row.draft.typed(name, text),
                Answer::Picked(value, shown) => row.draft.picked(name, value, shown),
                Answer::Lines(lines) => row.draft.lines(name, lines),
            }
        }
        row.at = at.unwrap_or(now - Duration::days(1));
        row.by = by.unwrap_or_else(|| CLERK.to_owned());
        defaults(form, sheet, &mut row, pen)?;
        Ok(row)
    }

    fn name(&self, answer: &Answer, text: &str) -> Option<String> {
        match answer {
            Answer::Picked(Value::Int(id), _) => Some(self.picks.name(*id).to_owned()),
            Answer::Typed(_) => Some(text.to_owned()),
            _ => None,
        }
    }

    fn cell(
        &mut self,
        register: &str,
        field: &Field,
        text: &str,
        pen: &DemoPen<'_>,
    ) -> Result<Cell> {
        let now = self.picks.now();
        let picked = |value| Cell::Answer(Answer::Picked(value, String::new()));
        if text.is_empty() {
            return Ok(Cell::Blank);
        }
        if text == "~" {
            let value = self.picks.any(register, field, pen)?;
            return Ok(picked(value));
        }
        if let Some(role) = text.strip_prefix("@role:") {
            let holder = self.picks.holder(role);
            let holder = holder.ok_or_else(|| fault(&format!("demo: nobody is {role}")))?;
            return Ok(picked(Value::Int(holder)));
        }
        if let Some(whose) = text.strip_prefix("@device:") {
            let device = self.picks.device(whose);
            let device = device.ok_or_else(|| fault(&format!("demo: no device of {whose}")))?;
            return Ok(picked(Value::Int(device)));
        }
        if let Some(whose) = text.strip_prefix("@ip:") {
            let address = self.picks.address(whose);
            let address = address.ok_or_else(|| fault(&format!("demo: no address of {whose}")))?;
            return Ok(Cell::Answer(Answer::Typed(address)));
        }
        if let Some(columns) = field.line_fields() {
            return Ok(Cell::Answer(Answer::Lines(lines(columns, text))));
        }
        let value = match field.kind {
            Kind::Date => cell::date(text, now).map(Value::date),
            Kind::Moment => cell::moment(text, now).map(Value::moment),
            Kind::Text => cell::month(text, now).map(Value::Text),
            _ => return self.pointer(field, text, pen),
        };
        Ok(value.map_or_else(|| Cell::Answer(Answer::Typed(text.to_owned())), picked))
    }

    /// A reference as a sheet writes it, or text.
    fn pointer(&mut self, field: &Field, text: &str, pen: &DemoPen<'_>) -> Result<Cell> {
        let typed = || Cell::Answer(Answer::Typed(text.to_owned()));
        let Some(register) = field.kind.target() else {
            return Ok(typed());
        };
        let Some(place) = text.strip_prefix('#').and_then(|n| n.parse::<usize>().ok()) else {
            return Ok(typed());
        };
        if !self.places.contains_key(register) {
            let query = Query {
                register: register.to_owned(),
                ..Query::default()
            };
            let mut ids = pen.reader().ids(&query)?;
            ids.sort_unstable();
            self.places
                .insert(register.to_owned(), ids.into_iter().map(Some).collect());
        }
        let places = self.places.get(register);
        match places.and_then(|all| all.get(place.checked_sub(1)?)) {
            Some(Some(id)) => Ok(Cell::Answer(Answer::Picked(Value::Int(*id), String::new()))),
            Some(None) => Ok(Cell::Later(SheetLink {
                field: field.id.clone(),
                register: register.to_owned(),
                place: place - 1,
            })),
            None => Err(fault(&format!("demo: no {text} in {register}"))),
        }
    }

    /// Remembers which record a line became.
    pub fn written(&mut self, register: &str, place: usize, id: i64, made: Made) {
        if let Some(slot) = self
            .places
            .get_mut(register)
            .and_then(|all| all.get_mut(place))
        {
            *slot = Some(id);
        }
        if !made.links.is_empty() {
            self.waiting.push((id, made));
        }
    }

    /// The changes that fill in what had to wait.
    pub fn waiting(&mut self) -> Vec<DemoRow> {
        let mut rows = Vec::new();
        for (id, made) in std::mem::take(&mut self.waiting) {
            let mut row = DemoRow::of(&made.row.draft.register, id, 1, made.row.at, &made.row.by);
            for link in made.links {
                let target = self.places.get(&link.register);
                row = row.link(&link.field, target.and_then(|all| all[link.place]));
            }
            row.draft.state = made.then;
            rows.push(row);
        }
        rows
    }
}

/// The moment that a cell tells of the record.
fn moment_of(field: &Field, value: &Value) -> Option<NaiveDateTime> {
    match field.kind {
        Kind::Moment => value.as_moment(),
        Kind::Date => value.as_date()?.and_hms_opt(16, 0, 0),
        _ => None,
    }
}

/// Lines of a record: `;` between them, blanks between their columns, the rest of a line for its last column.
fn lines(columns: &[Field], text: &str) -> Vec<BTreeMap<String, Answer>> {
    let line = |text: &str| {
        let cells = text.trim().splitn(columns.len(), ' ');
        let pairs = columns.iter().zip(cells);
        pairs
            .map(|(column, cell)| (column.id.clone(), Answer::Typed(cell.trim().to_owned())))
            .collect()
    };
    text.split(';').map(line).collect()
}

/// A field without a column takes the form's own literal, as in an import.
fn defaults(form: &Form, sheet: &Sheet, row: &mut DemoRow, pen: &DemoPen<'_>) -> Result<()> {
    let reader = pen.reader();
    for field in &form.fields {
        if let Some(default @ DefaultValue::Literal(_)) = &field.default
            && field.is_typed()
            && !matches!(field.kind, Kind::State)
            && !sheet.fields.contains(&field.id.as_str())
        {
            let value = fill::default_value(form, field, default, &reader)?;
            fill::pick(&mut row.draft, field, value, &reader)?;
        }
    }
    Ok(())
}
