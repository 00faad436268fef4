//! What one engine says otherwise than another: the words that the makers ask for.
//!
//! A maker is handed a dialect and never writes such a word itself, so that a second engine is a second value. Texts
//! that come in are SQL already; a column, a bound parameter or an expression in brackets. Times are text as the file
//! keeps it: days `YYYY-MM-DD`, moments `YYYY-MM-DDTHH:MM`, stamps of the program in UTC.

use std::fmt::Debug;

/// All words of an engine.
pub trait Dialect: Scalars + Days + Lists + WordSearch + Schema + Debug + Sync {}

/// Numbers, texts and comparisons.
pub trait Scalars {
    /// A condition, or a value of yes or no.
    fn yes_no(&self, yes: bool) -> &'static str;
    /// What stands before the decimal point.
    fn whole(&self, number: &str) -> String;
    fn as_text(&self, value: &str) -> String;
    /// Rounded to a number of decimals, to none where it is not said.
    fn rounded(&self, number: &str, places: Option<&str>) -> String;
    /// A quotient with decimals, of whole numbers too; nothing where it is divided by zero.
    fn quotient(&self, a: &str, b: &str) -> String;
    fn remainder(&self, a: &str, b: &str) -> String;
    /// The least of values side by side; nothing where one of them is nothing.
    fn least(&self, values: &str) -> String;
    fn greatest(&self, values: &str) -> String;
    /// Whether two values are the same, nothing being the same as nothing.
    fn same(&self, a: &str, b: &str) -> String;
    fn differ(&self, a: &str, b: &str) -> String;
    /// Whether a text is like a pattern with `%` and `_`, capitals or not.
    fn like(&self, text: &str, pattern: &str) -> String;
    /// Whether a text stands within another.
    fn contains(&self, text: &str, part: &str) -> String;
    /// The same value, of which no index is to be tried.
    fn unindexed(&self, column: &str) -> String;
}

/// A measure of time by which days and moments are moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TimeUnit {
    Minutes,
    Hours,
    Days,
    /// From the last day of a month to the last day of a shorter one.
    Months,
    Years,
}

/// Days and moments.
pub trait Days {
    /// Whole days from one day to another.
    fn days_between(&self, from: &str, to: &str) -> String;
    /// Hours from one moment to another, with decimals.
    fn hours_between(&self, from: &str, to: &str) -> String;
    /// Whole minutes from one moment to another.
    fn minutes_between(&self, from: &str, to: &str) -> String;
    /// Full months from one day to another; the last day of a month completes it.
    fn months_between(&self, from: &str, to: &str) -> String;
    /// A day moved by days, months or years; a moment by hours or minutes.
    fn moved(&self, at: &str, by: &str, span: TimeUnit) -> String;
    fn day_after(&self, day: &str) -> String;
    /// The number of the weekday, Monday being 1.
    fn weekday(&self, day: &str) -> String;
    /// The first day of the stretch around a day: `week`, `month`, `quarter`, `half`, `year`; else the day itself.
    fn period_start(&self, day: &str, period: &str) -> String;
    /// Its last day.
    fn period_end(&self, day: &str, period: &str) -> String;
    /// A stamp of the program on the wall clock of the desk.
    fn wall(&self, utc: &str) -> String;
}

/// Many values in one.
pub trait Lists {
    /// The different values of a group, joined by commas.
    fn joined(&self, value: &str) -> String;
    /// Values side by side as one, read back as a list in JSON.
    fn packed(&self, values: &[String]) -> String;
    /// A look that gives each value of a list which is bound as JSON.
    fn each_of(&self, list: &str) -> String;
    /// How many lines a draft has, which are bound as JSON: a list of lists.
    fn draft_lines(&self, lines: &str) -> String;
    /// The sum of a column of them, counted from 0.
    fn draft_sum(&self, lines: &str, column: usize) -> String;
    /// A statement whose clock has names and whose values have numbers up to this one.
    fn numbered(&self, statement: String, last: usize) -> String;
}

/// Finding by words.
pub trait WordSearch {
    /// The statement that makes a search table.
    fn search_table(&self, table: &str) -> String;
    /// The search table as `s` with its register as `r`.
    fn searched(&self, table: &str, register: &str) -> String;
    /// Whether a row of `s` has the bound words.
    fn has_words(&self, table: &str, words: &str) -> String;
    /// The id of the record in a search table.
    fn searched_id(&self) -> &'static str;
    /// The statement that writes the words of a record: id, words, initials, full pinyin.
    fn index_words(&self, table: &str) -> String;
    /// The statement that takes the words of a record away.
    fn drop_words(&self, table: &str) -> String;
    /// The statement that empties a search table.
    fn drop_all_words(&self, table: &str) -> String;
}

/// Tables, what they enforce, and what the file says of itself.
pub trait Schema {
    /// What each version of the file adds to the program's own tables. Released once and never edited.
    fn own_tables(&self) -> &'static [&'static str];
    /// The type of whole numbers, and of text.
    fn int_type(&self) -> &'static str;
    fn text_type(&self) -> &'static str;
    /// The column of a record's own number among all of its table.
    fn id_column(&self) -> &'static str;
    /// The statement that makes a table of these columns.
    fn table(&self, name: &str, columns: &[String]) -> String;
    /// A column that is worked out from others.
    fn worked_out(&self, column: &str, ty: &str, value: &str) -> String;
    /// The guard that keeps the rows of a table from being deleted; what it says is a tag.
    fn keep_rows(&self, guard: &str, table: &str, tag: &str) -> String;
    /// The guards that refuse a row, new or changed in one of some columns, where a look finds something.
    fn refuse_rows(&self, guard: &str, table: &str, refusal: &Refusal<'_>) -> Vec<String>;
    /// The statement that takes away a guard or an index, found by [`Schema::guards`].
    fn drop_guard(&self, kind: &str, name: &str) -> String;
    fn drop_index(&self, name: &str) -> String;
    /// Kind and name of what guards and orders a table.
    fn guards(&self) -> &'static str;
    /// How many tables have a name.
    fn tables(&self) -> &'static str;
    /// How many columns of a table have a name.
    fn columns(&self) -> &'static str;
    /// Whether a column of a table is worked out; nothing where there is none of the name.
    fn column_worked_out(&self) -> &'static str;
    /// How many references lead to no record.
    fn broken_references(&self) -> &'static str;
    /// Id and text of the newest definition of each form.
    fn newest_definitions(&self) -> &'static str;
    /// The ledger's table, of which only what came after a number is looked at.
    fn ledger_by_number(&self) -> &'static str;
    /// The statement that tells how another would be run.
    fn explained(&self, statement: &str) -> String;
}

/// What a guard of a table refuses.
#[derive(Clone, Copy, Debug)]
pub struct Refusal<'a> {
    /// The columns whose change may break the rule.
    pub watched: &'a [String],
    /// The condition under which a row counts, its columns under `NEW`.
    pub counts: &'a str,
    /// A look over the others, and what of it stands against the row.
    pub look: &'a str,
    pub against: &'a str,
    /// What the guard says.
    pub tag: &'a str,
}
