//! The records of a register, one on each line.

use std::io::Write;

use crate::model::{Field, Form, Kind, Lang, Record};
use crate::store::Direction;

use super::args::ListArgs;
use super::context::Call;
use super::exit::Ended;
use super::table::{self, TextTable};
use super::{json, resolve};

/// Records read at a time.
const BATCH: usize = 500;

/// `deskbook list REGISTER`
pub fn list(call: &mut Call, args: &ListArgs) -> Ended {
    let session = call.open()?;
    let form = resolve::register(&session, &args.register)?;
    let mut query = resolve::query(&session, &form, &args.choose, args.sort.as_deref())?;
    let stamp = session.stamp();
    let reader = session.reader(&stamp);
    let columns = Columns::of(&form, args);
    if !call.json {
        query.fields = Some(columns.fields.iter().map(|f| f.id.clone()).collect());
    }
    let mut table = columns.table(call.lang);
    let mut skip = args.offset.unwrap_or(0);
    let mut left = args.limit.unwrap_or(usize::MAX);
    let mut from = None;
    let mut first = true;
    if call.json {
        call.out.write_all(b"[")?;
    }
    while left > 0 {
        let size = skip.saturating_add(left).min(BATCH);
        let mut page = reader.page(&query, from.as_ref(), Direction::Forward, size)?;
        let full = page.rows.len() == size;
        from = page.keys.pop();
        let passed = skip.min(page.rows.len());
        page.rows.drain(..passed);
        skip -= passed;
        left -= page.rows.len();
        if call.json {
            for record in &mut page.rows {
                reader.fill_lines(&form, record)?;
                let json = json::record(&form, record, &reader)?;
                call.out.write_all(if first { b"\n" } else { b",\n" })?;
                first = false;
                serde_json::to_writer(&mut call.out, &json).map_err(std::io::Error::from)?;
            }
        } else {
            let rows: Vec<_> = page
                .rows
                .iter()
                .map(|r| columns.row(r, call.lang))
                .collect();
            table.rows(call, &rows)?;
        }
        if !full {
            break;
        }
    }
    if call.json {
        call.out.write_all(if first { b"]\n" } else { b"\n]\n" })?;
    }
    Ok(())
}

/// The columns of a list: what names the record, the fields of the view, then what is not among them.
struct Columns<'f> {
    form: &'f Form,
    fields: Vec<&'f Field>,
    state: bool,
    void: bool,
}

impl<'f> Columns<'f> {
    fn of(form: &'f Form, args: &ListArgs) -> Self {
        let fields = form.columns(args.choose.view.as_deref().and_then(|v| form.view(v)));
        let shown = fields.iter().any(|f| matches!(f.kind, Kind::State));
        Self {
            form,
            fields,
            state: !form.states.is_empty() && !shown,
            void: args.choose.void,
        }
    }

    fn table(&self, lang: Lang) -> TextTable {
        let name = if self.form.number.is_some() {
            "number"
        } else {
            "id"
        };
        let mut heads = vec![self.form.label_of(name, lang)];
        heads.extend(self.fields.iter().map(|f| f.label.get(lang).to_owned()));
        heads.extend(self.state.then(|| self.form.label_of("state", lang)));
        heads.extend(self.void.then(|| self.form.label_of("void_reason", lang)));
        let numeric = self
            .fields
            .iter()
            .enumerate()
            .filter(|(_, f)| f.kind.is_numeric());
        numeric.fold(TextTable::new(heads), |table, (n, _)| table.right(n + 1))
    }

    fn row(&self, record: &Record, lang: Lang) -> Vec<String> {
        let mut cells = vec![name_of(record)];
        cells.extend(
            self.fields
                .iter()
                .map(|f| table::shown(self.form, record, f, lang)),
        );
        cells.extend(
            self.state
                .then(|| table::state(self.form, record.state.as_deref(), lang)),
        );
        cells.extend(
            self.void
                .then(|| record.void_reason.clone().unwrap_or_default()),
        );
        cells
    }
}

/// What stands for a record on the command line.
pub fn name_of(record: &Record) -> String {
    record
        .number
        .clone()
        .unwrap_or_else(|| record.id.to_string())
}
