//! What came of something that a person may still have to put right: it was done, or refused with every reason.
//!
//! Complaints are told this way alone and never as an error, which is trouble with the world.

use crate::model::Complaint;

/// Done, or refused; what is refused is not written.
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "what was refused has to be told"]
pub enum Outcome<T> {
    Done(T),
    Refused(Vec<Complaint>),
}

impl<T> Outcome<T> {
    /// Refused for one reason.
    pub fn refused(complaint: Complaint) -> Self {
        Self::Refused(vec![complaint])
    }

    /// The same with something else made of what was done.
    pub fn map<U>(self, make: impl FnOnce(T) -> U) -> Outcome<U> {
        match self {
            Self::Done(value) => Outcome::Done(make(value)),
            Self::Refused(why) => Outcome::Refused(why),
        }
    }

    /// What was done, or every reason why it was not.
    ///
    /// # Errors
    /// The reasons.
    pub fn into_result(self) -> Result<T, Vec<Complaint>> {
        match self {
            Self::Done(value) => Ok(value),
            Self::Refused(why) => Err(why),
        }
    }
}

impl<T> From<Result<T, Complaint>> for Outcome<T> {
    fn from(result: Result<T, Complaint>) -> Self {
        Self::from(result.map_err(|complaint| vec![complaint]))
    }
}

impl<T> From<Result<T, Vec<Complaint>>> for Outcome<T> {
    fn from(result: Result<T, Vec<Complaint>>) -> Self {
        match result {
            Ok(value) => Self::Done(value),
            Err(why) => Self::Refused(why),
        }
    }
}

/// What was done; where it was refused, the function around gives the reasons back.
macro_rules! done {
    ($outcome:expr) => {
        match $outcome {
            $crate::store::Outcome::Done(value) => value,
            $crate::store::Outcome::Refused(why) => {
                return Ok($crate::store::Outcome::Refused(why));
            }
        }
    };
}
pub(crate) use done;
