//! What the worker reads for the Today pane: plain data.

use crate::app::age::Since;
use crate::app::pane::grid::day::GridDay;
use crate::model::Text;
use crate::model::form::flow::Tone;
use crate::model::form::view::Heading;

/// One view's rows under a heading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TodaySection {
    pub heading: Heading,
    pub register: String,
    /// The place of the view among the tabs of the register.
    pub view: usize,
    pub label: Text,
    pub form: Text,
    pub count: u64,
    pub rows: Vec<ViewRow>,
}

/// One record that asks for attention.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ViewRow {
    pub id: i64,
    pub title: String,
    /// Who or what else is worth seeing: the persons named in the view's columns, with their phone.
    pub who: String,
    pub since: Option<Since>,
    /// The state in words, and what it means.
    pub state: Option<(Text, Tone)>,
}

/// Everything the Today pane shows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Attention {
    pub sections: Vec<TodaySection>,
    /// Pictures of the day, for the foot of the pane.
    pub days: Vec<GridDay>,
    /// The last entry of the ledger, where the desk's clock stands before it.
    pub behind: Option<String>,
    /// Whether nothing is yet to be read.
    pub whole: bool,
}
