//! Expressions put together from others: a shorter way of writing a rule becomes the expression it stands for.

use std::sync::Arc;

use super::formula::{Formula, Lets};
use super::source_map::SourceMap;

/// A piece of a composed expression.
#[derive(Clone, Copy, Debug)]
pub enum Piece<'a> {
    /// Words of the program, all of which must be sound.
    Words(&'a str),
    /// Somebody's expression, kept together by brackets.
    Of(&'a Formula),
    /// Somebody's name of a field, as it is.
    Name(&'a Formula),
}

impl Formula {
    /// Puts an expression together. Its faults are found at the places of its pieces.
    pub fn compose(pieces: &[Piece<'_>]) -> Self {
        let mut text = String::new();
        let mut segments = Vec::new();
        let mut lets: Arc<Lets> = Arc::default();
        for piece in pieces {
            let (formula, brackets) = match piece {
                Piece::Words(words) => {
                    text.push_str(words);
                    continue;
                }
                Piece::Of(formula) => (formula, ("(", ")")),
                Piece::Name(formula) => (formula, ("", "")),
            };
            text.push_str(brackets.0);
            segments.extend(formula.map.moved(text.len()));
            text.push_str(&formula.text);
            text.push_str(brackets.1);
            // The pieces of a rule know the same names, or none.
            if !formula.lets.is_empty() {
                lets.clone_from(&formula.lets);
            }
        }
        let mut whole = Self::written(&text, SourceMap::new(segments), lets);
        whole.composed = true;
        whole
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_in_a_composed_expression_stands_where_its_piece_was_written() {
        let filter = Formula::trusted("kind = 'x'", 200);
        let whole = Formula::compose(&[
            Piece::Words("some(repair, asset = this and "),
            Piece::Of(&filter),
            Piece::Words(")"),
        ]);
        assert_eq!(whole.text, "some(repair, asset = this and (kind = 'x'))");
        let at = whole.text.find("'x'").unwrap_or(0);
        assert_eq!(whole.map.place(at..at + 3), 207..210);
        assert_eq!(
            whole.map.place(0..4),
            200..201,
            "the program's own words point at the first piece"
        );
    }
}
