//! Definitions as they were read, in bytes that load at once: what the file keeps beside their texts.
//!
//! The bytes mean something only to the program that wrote them; whoever keeps them makes sure that no other reads them.

use postcard::{from_bytes, take_from_bytes, to_stdvec};

use crate::model::form::{Form, FormHead};

/// A form in bytes; nothing where it cannot be written so.
pub fn pack(form: &Form) -> Option<Vec<u8>> {
    to_stdvec(&(form.head(), form)).ok()
}

/// What stands at the head of a packed form: enough to list the register.
pub fn head(packed: &[u8]) -> Option<FormHead> {
    let (head, _) = take_from_bytes(packed).ok()?;
    Some(head)
}

/// The form itself.
pub fn unpack(packed: &[u8]) -> Option<Form> {
    let (_, form): (FormHead, Form) = from_bytes(packed).ok()?;
    Some(form)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::catalog::shipped;
    use crate::model::rulebook::{self, Rulebook};

    #[test]
    fn a_form_comes_out_as_it_went_in() {
        for form in shipped::catalog().forms() {
            let packed = pack(form).expect("it can be packed");
            let again = unpack(&packed).expect("it can be read");
            assert_eq!(pack(&again), Some(packed.clone()), "{}", form.id);
            let before = head(&packed).expect("a head");
            assert_eq!((before.id, before.label), (again.id, again.label));
        }
    }

    #[test]
    fn expressions_mean_the_same_after() {
        let book = rulebook::shipped();
        let bytes = to_stdvec(book).expect("it can be packed");
        let again: Rulebook = from_bytes(&bytes).expect("it can be read");
        assert_eq!(again.rules.len(), book.rules.len());
        for (a, b) in book.rules.iter().zip(&again.rules) {
            let pairs = a.rule.formulas().into_iter().zip(b.rule.formulas());
            for (a, b) in pairs {
                assert_eq!(a.root(), b.root(), "{}", a.text);
            }
        }
    }

    #[test]
    fn bytes_of_something_else_are_no_form() {
        assert!(unpack(b"").is_none());
        assert!(head(&[0xff; 64]).is_none());
        let form = shipped::catalog().form("asset").expect("a form").clone();
        let packed = pack(&form).expect("bytes");
        assert!(unpack(&packed[..packed.len() / 2]).is_none(), "cut off");
    }
}
