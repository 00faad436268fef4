//! The registers of the demo that are told as sheets: `assets/demo/sheets/<register>.txt`, a record a line.
//!
//! A cell is written as in an import; besides that `~` lets the program pick, `#3` is the third line of the
//! register referred to, `@role:gm` somebody who holds a post, `@device:` and `@ip:` with a name somebody's computer and its address, and days stand relative to the desk's day.
//! A line is written as soon as every line that it points at is there; where lines point at each other in a
//! circle, the pointer that may stay blank is filled in afterwards, and a state `a > b` moves on then.

mod cell;
mod line;
mod order;
mod picks;
mod sheet;

use crate::model::{Catalog, Text};
use crate::store::{Error, Result};

use super::pen::DemoPen;
use super::row::DemoRow;
use super::world::World;
use line::{Made, SheetScribe};
use sheet::Sheet;

/// Writes every sheet.
pub fn fill(pen: &mut DemoPen<'_>, world: &World) -> Result<()> {
    if pen.stopped {
        return Ok(());
    }
    let catalog = pen.catalog().clone();
    let mut sheets = sheet::all().map_err(|why| fault(&why))?;
    sheets.retain(|s| catalog.form(&s.register).is_some());
    order::sort(&mut sheets, &catalog);
    let mut work = Work {
        scribe: SheetScribe::new(world),
        catalog,
        open: sheets
            .iter()
            .map(|s| (0..s.lines.len()).collect())
            .collect(),
        sheets,
    };
    work.scribe.make_room(&work.sheets);
    // As long as a round brings something; what is left then points at itself in a circle.
    while work.round(pen, false)? || work.round(pen, true)? {}
    if !pen.stopped {
        work.left()?;
    }
    work.links(pen)
}

/// The sheets under way.
struct Work<'w> {
    catalog: Catalog,
    sheets: Vec<Sheet>,
    /// The lines of each sheet that are still to be written.
    open: Vec<Vec<usize>>,
    scribe: SheetScribe<'w>,
}

impl Work<'_> {
    /// Writes what can be written now; with `circles` also the first lines whose pointers may wait. Says whether
    /// there was anything.
    fn round(&mut self, pen: &mut DemoPen<'_>, circles: bool) -> Result<bool> {
        let mut any = false;
        for n in 0..self.sheets.len() {
            let sheet = &self.sheets[n];
            let Some(form) = self.catalog.form(&sheet.register).cloned() else {
                continue;
            };
            let (mut rows, mut later) = (Vec::new(), Vec::new());
            for place in std::mem::take(&mut self.open[n]) {
                match self.scribe.line(&form, sheet, place, circles, pen)? {
                    Some(made) => rows.push((place, made)),
                    None => later.push(place),
                }
            }
            self.open[n] = later;
            if rows.is_empty() {
                continue;
            }
            any = true;
            let register = sheet.register.clone();
            let (places, made): (Vec<usize>, Vec<Made>) = rows.into_iter().unzip();
            let drafts: Vec<DemoRow> = made.iter().map(|m| m.row.clone()).collect();
            let ids = pen.write(&register, drafts)?;
            for ((place, made), id) in places.into_iter().zip(made).zip(ids) {
                self.scribe.written(&register, place, id, made);
            }
            if circles {
                return Ok(true);
            }
        }
        Ok(any)
    }

    /// Fills in the pointers that had to wait.
    fn links(&mut self, pen: &mut DemoPen<'_>) -> Result<()> {
        for row in self.scribe.waiting() {
            let register = row.draft.register.clone();
            pen.write(&register, [row])?;
        }
        Ok(())
    }

    /// Lines that were never written, because what they point at needs them first.
    fn left(&self) -> Result<()> {
        let open = self.sheets.iter().zip(&self.open);
        let left: Vec<String> = open
            .filter(|(_, open)| !open.is_empty())
            .map(|(sheet, open)| format!("{} {open:?}", sheet.register))
            .collect();
        if left.is_empty() {
            return Ok(());
        }
        Err(fault(&format!("demo: in a circle: {}", left.join(", "))))
    }
}

/// A sheet that cannot be read is a fault of the demo.
fn fault(why: &str) -> Error {
    Error::Outside(Text::same(why))
}
