//! What a line was before: its undo and redo steps.
//!
//! Invariant: at most [`MOST`] steps are kept, the oldest go first; a change made after an undo forgets what was undone. Must
//! never know what a change was, only of which run it is a part.

use std::collections::VecDeque;

use tui_input::Input;

/// Undo steps kept per field.
const MOST: usize = 100;

/// What the latest change was, so that the next one of its kind joins its undo step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Streak {
    /// A step of its own.
    #[default]
    None,
    Typing,
    Erasing,
}

/// Lines are short, so whole states are kept: no inverse can be wrong.
#[derive(Debug, Clone, Default)]
pub(super) struct Steps {
    run: Streak,
    before: VecDeque<Input>,
    undone: Vec<Input>,
}

impl Steps {
    /// Ends the current step.
    pub(super) fn seal(&mut self) {
        self.run = Streak::None;
    }

    /// Keeps the state before a change, unless the change belongs to the step before.
    pub(super) fn remember(&mut self, state: &Input, run: Streak) {
        if run == Streak::None || run != self.run {
            if self.before.len() == MOST {
                self.before.pop_front();
            }
            self.before.push_back(state.clone());
        }
        self.undone.clear();
        self.run = run;
    }

    pub(super) fn undo(&mut self, state: &mut Input) -> bool {
        self.seal();
        let Some(before) = self.before.pop_back() else {
            return false;
        };
        self.undone.push(std::mem::replace(state, before));
        true
    }

    pub(super) fn redo(&mut self, state: &mut Input) -> bool {
        self.seal();
        let Some(after) = self.undone.pop() else {
            return false;
        };
        self.before.push_back(std::mem::replace(state, after));
        true
    }
}
