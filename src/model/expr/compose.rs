//! Expressions put together from others: a shorter way of writing a rule becomes the expression it stands for.

use std::sync::OnceLock;

use super::Formula;

/// A piece of a composed expression.
#[derive(Clone, Copy, Debug)]
pub enum Piece<'a> {
    /// Words of the program, all of which must be sound.
    Words(&'a str),
    /// Somebody's expression, kept together by brackets.
    Of(&'a Formula),
}

impl Formula {
    /// Puts an expression together. Its faults are found at the places of its pieces.
    pub fn compose(pieces: &[Piece<'_>]) -> Self {
        let mut text = String::new();
        let mut from = Vec::new();
        let mut at = None;
        for piece in pieces {
            match piece {
                Piece::Words(words) => text.push_str(words),
                Piece::Of(formula) => {
                    text.push('(');
                    at = at.or(Some(formula.at));
                    from.push((text.len(), formula.text.len(), formula.at));
                    text.push_str(&formula.text);
                    text.push(')');
                }
            }
        }
        Self {
            text,
            at: at.unwrap_or(0),
            pieces: from,
            root: OnceLock::new(),
        }
    }

    /// The place in the definition of a place in the text.
    pub fn place(&self, within: usize) -> usize {
        if self.pieces.is_empty() {
            return self.at + within;
        }
        let inside =
            |(start, len, _): &&(usize, usize, usize)| (*start..=start + len).contains(&within);
        match self.pieces.iter().find(inside) {
            Some((start, _, at)) => at + within - start,
            None => self.at,
        }
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
        assert_eq!(whole.place(at), 207);
        assert_eq!(
            whole.place(0),
            200,
            "the program's own words point at the first piece"
        );
    }
}
