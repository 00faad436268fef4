//! Going through a tree: what it reads of the record at hand, and whether that is all it reads.
//!
//! Inside a quantifier bare names are another register's: whoever asks for names asks here.

use super::functions::Takes;
use super::tree::{Expr, Root};

impl Expr {
    /// Calls `visit` for this node and every node below it, those of quantifiers too.
    pub fn walk(&self, visit: &mut dyn FnMut(&Expr)) {
        visit(self);
        for child in self.children() {
            child.walk(visit);
        }
    }

    /// Calls `visit` with the code of each figure of the rules that comes into it.
    pub fn figures(&self, visit: &mut dyn FnMut(&str)) {
        self.walk(&mut |node| {
            let Self::Call(function, args, _) = node else {
                return;
            };
            for (takes, arg) in function.taken(args) {
                if let (Takes::Figure, Self::Text(code, _)) = (takes, arg) {
                    visit(code);
                }
            }
        });
    }

    /// Whether a figure of the rules comes into it.
    pub fn uses_figure(&self, code: &str) -> bool {
        let mut found = false;
        self.figures(&mut |figure| found |= figure == code);
        found
    }

    /// The names of fields that the expression reads of the record at hand.
    pub fn names(&self) -> Vec<String> {
        let mut names = Vec::new();
        self.collect_names(0, &mut names);
        names.sort();
        names.dedup();
        names
    }

    /// `depth` is the number of quantifiers around: within one, only `this` and the next `up` are our own.
    fn collect_names(&self, depth: usize, names: &mut Vec<String>) {
        match self {
            Self::Name(name, _) if depth == 0 => names.push(name.clone()),
            Self::Name(..) => {}
            Self::Path { root, steps, .. } => {
                let own = match root {
                    Root::Here => depth == 0,
                    Root::This => true,
                    Root::Up => depth == 1,
                };
                if own {
                    let first = steps.first().map_or("id", |(name, _)| name);
                    names.push(first.to_owned());
                }
            }
            Self::Call(function, args, _) => {
                let taken = function.taken(args);
                for (_, arg) in taken.filter(|(takes, _)| !takes.is_name_elsewhere()) {
                    arg.collect_names(depth, names);
                }
            }
            Self::Over {
                value,
                condition,
                until,
                ..
            } => {
                if let Some(value) = value {
                    value.collect_names(depth + 1, names);
                }
                condition.collect_names(depth + 1, names);
                if let Some(until) = until {
                    until.collect_names(depth, names);
                }
            }
            Self::Let { value, .. } => value.collect_names(0, names),
            Self::Null(_)
            | Self::Yes(..)
            | Self::Number(..)
            | Self::Text(..)
            | Self::Not(..)
            | Self::Negate(..)
            | Self::Binary(..)
            | Self::In { .. }
            | Self::Between { .. }
            | Self::Like { .. }
            | Self::IsNull { .. }
            | Self::Case { .. } => {
                for child in self.children() {
                    child.collect_names(depth, names);
                }
            }
        }
    }

    pub(in crate::model) fn children(&self) -> Vec<&Expr> {
        match self {
            Self::Null(_)
            | Self::Yes(..)
            | Self::Number(..)
            | Self::Text(..)
            | Self::Name(..)
            | Self::Path { .. } => Vec::new(),
            Self::Not(a, _) | Self::Negate(a, _) | Self::IsNull { of: a, .. } => vec![a],
            Self::Let { value, .. } => vec![value],
            Self::Binary(_, a, b) => vec![a, b],
            Self::Like { of, pattern, .. } => vec![of, pattern],
            Self::In { of, list, .. } => std::iter::once(&**of).chain(list).collect(),
            Self::Between { of, low, high, .. } => vec![of, low, high],
            Self::Case {
                of, arms, other, ..
            } => of
                .as_deref()
                .into_iter()
                .chain(arms.iter().flat_map(|(when, then)| [when, then]))
                .chain(other.as_deref())
                .collect(),
            Self::Call(_, args, _) => args.iter().collect(),
            Self::Over {
                value,
                condition,
                until,
                ..
            } => value
                .as_deref()
                .into_iter()
                .chain([&**condition])
                .chain(until.as_deref())
                .collect(),
        }
    }

    /// Whether the value follows from the stored columns of the record alone, so that the file can hold it.
    pub fn is_local(&self) -> bool {
        let mut local = true;
        self.walk(&mut |node| {
            local &= match node {
                Self::Call(function, ..) => function.is_local(),
                Self::Over { .. } => false,
                Self::Path { root, steps, .. } => *root == Root::This && steps.len() < 2,
                Self::Let { .. }
                | Self::Null(_)
                | Self::Yes(..)
                | Self::Number(..)
                | Self::Text(..)
                | Self::Name(..)
                | Self::Not(..)
                | Self::Negate(..)
                | Self::Binary(..)
                | Self::In { .. }
                | Self::Between { .. }
                | Self::Like { .. }
                | Self::IsNull { .. }
                | Self::Case { .. } => true,
            };
        });
        local
    }
}
