//! The demo's phrases and lists: tables in `assets/demo`, a line a row, a bar between the cells, `#` before a remark.

/// One row of a table; a cell that is missing at its end is blank.
pub type TableLine<const N: usize> = [&'static str; N];

/// Reads a table of so many columns.
pub fn table<const N: usize>(text: &'static str) -> Vec<TableLine<N>> {
    text.lines()
        .filter(|line| !line.starts_with('#') && !line.trim().is_empty())
        .map(|line| {
            let mut row = [""; N];
            for (cell, text) in row.iter_mut().zip(line.split('|')) {
                *cell = text.trim();
            }
            row
        })
        .collect()
}

/// The number of a cell; 0 where there is none.
pub fn number(cell: &str) -> i64 {
    cell.parse().unwrap_or_default()
}

/// Reads a table by its name, with as many columns as the place asks for.
macro_rules! read {
    ($name:literal) => {
        $crate::demo::table::table(include_str!(concat!("../../assets/demo/", $name, ".txt")))
    };
}
pub(super) use read;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_cut_at_bars_and_padded() {
        let rows = table::<3>("# a | b | c\n x | y y | 7\n\nz\n");
        assert_eq!(rows, [["x", "y y", "7"], ["z", "", ""]]);
        assert_eq!(number(rows[0][2]), 7);
        assert_eq!(number(rows[1][2]), 0);
    }
}
