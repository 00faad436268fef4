//! A sheet as it stands in its file: names of fields, then a line a record. Must never know what the cells mean.

use include_dir::{Dir, include_dir};

static SHEETS: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/assets/demo/sheets");

/// One register's records, cell by cell.
#[derive(Clone, Debug)]
pub struct Sheet {
    pub register: String,
    pub fields: Vec<&'static str>,
    pub lines: Vec<Vec<&'static str>>,
}

/// Every sheet, by the name of its register.
///
/// # Errors
/// Which line of which sheet has more cells than there are names.
pub fn all() -> Result<Vec<Sheet>, String> {
    let mut files: Vec<_> = SHEETS
        .files()
        .filter_map(|f| Some((f.path().file_stem()?.to_str()?, f.contents_utf8()?)))
        .collect();
    files.sort_unstable();
    files
        .into_iter()
        .map(|(name, text)| read(name, text))
        .collect()
}

fn read(register: &str, text: &'static str) -> Result<Sheet, String> {
    let mut lines = text
        .lines()
        .filter(|l| !l.starts_with("# ") && !l.trim().is_empty())
        .map(|l| l.split('|').map(str::trim).collect::<Vec<_>>());
    let fields = lines.next().unwrap_or_default();
    let lines: Vec<_> = lines.collect();
    if let Some(line) = lines.iter().find(|l| l.len() > fields.len()) {
        return Err(format!("demo {register}: too many cells: {line:?}"));
    }
    Ok(Sheet {
        register: register.to_owned(),
        fields,
        lines,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn remarks_and_blank_lines_are_no_records() {
        let sheet =
            read("a", "# about\nx | y | state\n\n#1 | b  |\n  | c | done\n").expect("a sheet");
        assert_eq!(sheet.fields, ["x", "y", "state"]);
        assert_eq!(sheet.lines, [["#1", "b", ""], ["", "c", "done"]]);
        assert!(read("a", "x\na | b\n").is_err());
    }

    #[test]
    fn every_shipped_sheet_can_be_read() {
        let sheets = all().unwrap_or_else(|e| panic!("{e}"));
        assert!(sheets.iter().all(|s| !s.lines.is_empty()));
    }
}
