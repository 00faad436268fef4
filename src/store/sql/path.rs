//! Paths as SQL: `this`, `up` and fields of the records that references point at.

use crate::model::expr::{Root, Span};
use crate::model::typing::Frame;

use super::expr::{DEEPEST, Emit};
use super::names::quote;

impl Emit<'_> {
    pub(super) fn path(&self, root: Root, steps: &[(String, Span)]) -> String {
        let from = match root {
            Root::Here => self,
            Root::This => self.outermost(),
            Root::Up => match self.up {
                Some(up) => up,
                None => return "NULL".into(),
            },
        };
        from.steps(steps)
    }

    pub(super) fn outermost(&self) -> &Self {
        let mut emit = self;
        while let Some(up) = emit.up {
            emit = up;
        }
        emit
    }

    fn steps(&self, steps: &[(String, Span)]) -> String {
        match steps {
            [] => self.column("id"),
            [(name, _)] => self.name(name),
            [(name, _), rest @ ..] => self.beyond(name, |there| there.steps(rest)),
        }
    }

    /// Something of the record that a reference points at.
    pub(super) fn beyond(&self, own: &str, what: impl FnOnce(&Emit<'_>) -> String) -> String {
        let Some(far) = self
            .frame
            .target(self.frame.form, own)
            .filter(|_| self.depth < DEEPEST)
        else {
            return "NULL".into();
        };
        let around = if self.alias.is_empty() {
            "t"
        } else {
            self.alias
        };
        let alias = format!("{around}_{own}");
        let there = Emit {
            dialect: self.dialect,
            frame: Frame {
                form: far,
                catalog: self.frame.catalog,
                up: None,
            },
            alias: &alias,
            draft: false,
            depth: self.depth + 1,
            level: self.level,
            up: None,
            linked: false,
        };
        format!(
            "(SELECT {} FROM {} AS {alias} WHERE {alias}.\"id\" = {})",
            what(&there),
            quote(&far.id),
            self.column(own)
        )
    }
}
