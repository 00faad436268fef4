//! What a pane or a layer asks of the desk after a key: the whole protocol between them.
//!
//! A pane knows itself and what it is shown; opening a form, showing another pane, writing, ordering something from
//! the worker is asked for here, and the desk carries it out in the order in which it is asked.

use crate::app::adopt::{AdoptionDone, AdoptionPlan};
use crate::app::command::Command;
use crate::app::findings::narrow::Narrow;
use crate::app::layer::chooser::Chooser;
use crate::app::layer::confirm::Confirm;
use crate::app::layer::pages::Pages;
use crate::app::scope::PaneId;
use crate::app::toast::{Mood, Toast};
use crate::model::{Draft, Text};
use crate::store::{Condition, Error};

use super::notice::{Notice, Notices};

/// What the desk is to do, in this order.
pub type Effects = Vec<Effect>;

/// One thing for the desk to do.
#[derive(Clone, Debug)]
pub enum Effect {
    /// Something to be said, or something for the worker.
    Notice(Notice),
    /// As if the command's key had been pressed.
    Run(Command),
    /// The same, and the palette offers it first from now on.
    Recall(Command),
    /// Shows a pane; the keys stay where they are.
    Show(PaneId),
    /// Shows a pane and gives it the keys.
    Enter(PaneId),
    /// A tab of the register shown.
    View(usize),
    /// Records of a register that refer to a record by a field; what they are called by.
    Refer {
        register: String,
        field: String,
        id: i64,
        shown: String,
    },
    /// The list of findings under these conditions.
    Narrow(Narrow),
    /// The same, with one more condition.
    NarrowBy(Narrow),
    /// Only findings of the person at the desk, or all.
    TurnMine,
    /// Findings that are put aside too, or not.
    TurnAside,
    /// A form is opened.
    Open(Opening),
    /// Carries an action out on many records.
    ActAll {
        register: String,
        ids: Vec<i64>,
        action: String,
    },
    /// Takes records out of use for one reason; the form that asked for it stays where one of them refuses.
    VoidAll {
        register: String,
        ids: Vec<i64>,
        reason: String,
    },
    /// The list shown, written as a file with this ending.
    Export(&'static str),
    /// For the clipboard of the terminal.
    Copy(String),
    /// Something to choose from.
    Choose(Box<Chooser<Effect>>),
    /// Words are looked for in every register, for the topmost list.
    Find(String),
    /// A question.
    Confirm(Box<Confirm<Effect>>),
    /// Pages to be read.
    Read(Pages),
    /// The topmost layer is done.
    Close,
    /// A record was written by the form that closes.
    Saved(Box<EntrySaved>),
    /// The record after the open one, or before it, in the list behind the form.
    Turn {
        forward: bool,
    },
    /// The conditions of a query by example, for the list of its register.
    Conditions(Vec<Condition>),
    /// The wizard has written an adoption.
    Adopted(Box<(AdoptionPlan, AdoptionDone)>),
    /// The wizard was left for later.
    AdoptLater,
    Quit,
}

/// What a form is opened for.
#[derive(Clone, Debug)]
pub enum Opening {
    /// A record, to be read and amended.
    Record(String, i64),
    /// What an action asks for.
    Act {
        register: String,
        id: i64,
        action: String,
    },
    /// A new record of a register.
    New(String),
    /// A new record with what another one has.
    Copy(String, i64),
    /// A new record that is partly filled in.
    Filled(Box<Draft>),
    /// A new record of which only some fields are asked for, and what it is about.
    Asked {
        draft: Box<Draft>,
        fields: &'static [&'static str],
        about: String,
    },
    /// A draft that was kept: register and record, 0 or less for a new one.
    Kept(String, i64),
    /// The reason to take records out of use.
    Void(String, Vec<i64>),
    /// A query by example over a register, beginning with these conditions.
    Query(String, Vec<Condition>),
}

/// A record that was written.
#[derive(Clone, Debug)]
pub struct EntrySaved {
    pub register: String,
    pub id: i64,
    pub toast: Toast,
    /// The record that should be entered next.
    pub follow: Option<Draft>,
    /// A new record of the same register is begun.
    pub and_new: bool,
}

impl Effect {
    pub fn say(mood: Mood, id: &str, args: &[(&str, &str)]) -> Self {
        Notice::say(mood, id, args).into()
    }

    pub fn trouble(error: &Error) -> Self {
        Notice::trouble(error).into()
    }

    pub fn warn(why: Text) -> Self {
        Notice::Say(Toast::new(Mood::Warning, why)).into()
    }
}

impl From<Notice> for Effect {
    fn from(notice: Notice) -> Self {
        Self::Notice(notice)
    }
}

/// What reading leads to, among the things for the desk to do.
pub fn effects(notices: Notices) -> Effects {
    notices.into_iter().map(Effect::from).collect()
}
