//! The seal on what a desk file keeps beside its records: made with a secret that lies outside of the file.
//!
//! Invariant: a sealed body was written by this program, built from these sources, for whoever has the secret, over
//! exactly what it is said to cover. Whoever can write to the file can copy a seal, but not make one for anything else.

use blake3::{Hash, Hasher};

/// The program by which something was made: what another one kept means something else, even in the same bytes.
const MADE_BY: &str = concat!(env!("CARGO_PKG_VERSION"), " ", env!("DESKBOOK_BUILD"));

/// What seals are made with.
#[derive(Clone)]
pub struct Seal {
    key: [u8; 32],
    made_by: &'static str,
}

impl Seal {
    /// The seal of a secret of 32 random bytes.
    pub fn of(secret: [u8; 32]) -> Self {
        Self {
            key: secret,
            made_by: MADE_BY,
        }
    }

    /// The seal of the same secret, put on by another build of the program.
    #[cfg(test)]
    pub(super) fn of_build(self, made_by: &'static str) -> Self {
        Self { made_by, ..self }
    }

    /// Whose it is, for telling seals apart: 16 hexadecimal digits that do not give the secret away.
    pub fn holder(&self) -> String {
        let told = blake3::derive_key("deskbook: the holder of a seal", &self.key);
        told[..8].iter().map(|byte| format!("{byte:02x}")).collect()
    }

    /// The seal on some parts, in their order.
    pub fn on(&self, parts: &[&[u8]]) -> [u8; 32] {
        *self.hash(parts).as_bytes()
    }

    /// Whether this is the seal on these parts.
    pub fn is_on(&self, parts: &[&[u8]], seal: &[u8]) -> bool {
        Hash::from_slice(seal).is_ok_and(|seal| self.hash(parts) == seal)
    }

    fn hash(&self, parts: &[&[u8]]) -> Hash {
        let mut hasher = Hasher::new_keyed(&self.key);
        for part in [self.made_by.as_bytes()].iter().chain(parts) {
            // With its length before it no part can pass for the end of another.
            hasher.update(&u64::try_from(part.len()).unwrap_or(u64::MAX).to_le_bytes());
            hasher.update(part);
        }
        hasher.finalize()
    }
}

/// The secret stays where it is.
impl std::fmt::Debug for Seal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Seal({})", self.holder())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts() -> [&'static [u8]; 2] {
        [b"form:asset", b"body"]
    }

    #[test]
    fn a_seal_is_on_what_it_was_made_for_and_on_nothing_else() {
        let seal = Seal::of([7; 32]);
        let made = seal.on(&parts());
        assert!(seal.is_on(&parts(), &made));
        assert!(!seal.is_on(&[b"form:asset", b"bodY"], &made), "other bytes");
        assert!(
            !seal.is_on(&[b"form:asse", b"tbody"], &made),
            "cut elsewhere"
        );
        assert!(!seal.is_on(&parts(), &made[..31]), "a piece of a seal");
        let other = Seal::of([8; 32]);
        assert!(!other.is_on(&parts(), &made), "another secret");
        assert_ne!(other.holder(), seal.holder());
    }

    #[test]
    fn what_another_build_has_sealed_is_not_taken() {
        let seal = Seal::of([7; 32]);
        let older = seal.clone().of_build("0.1.0 0000000000000000");
        assert!(!seal.is_on(&parts(), &older.on(&parts())));
        assert_eq!(older.holder(), seal.holder(), "the same person");
    }
}
