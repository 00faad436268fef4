//! A form of which the head is known, and the rest as soon as somebody has asked for it.

use std::sync::{Arc, OnceLock};

use crate::model::definition::{compiled, read};
use crate::model::form::{Form, FormHead};

/// A form in a catalog.
#[derive(Debug)]
pub struct LazyForm {
    pub head: FormHead,
    source: Option<PackedForm>,
    form: OnceLock<Option<Arc<Form>>>,
}

/// A form as it was packed by this program, with the definition that it was read from.
#[derive(Clone, Debug)]
pub struct PackedForm {
    pub packed: Vec<u8>,
    pub text: String,
}

impl LazyForm {
    /// A form that has been read.
    pub fn read(form: Arc<Form>) -> Self {
        Self {
            head: form.head(),
            source: None,
            form: OnceLock::from(Some(form)),
        }
    }

    /// A form that is unpacked when it is asked for.
    ///
    /// # Errors
    /// The form as it came, where not even its head can be told.
    pub fn packed(source: PackedForm) -> Result<Self, PackedForm> {
        match compiled::head(&source.packed) {
            Some(head) => Ok(Self {
                head,
                source: Some(source),
                form: OnceLock::new(),
            }),
            None => Err(source),
        }
    }

    pub fn form(&self) -> Option<&Arc<Form>> {
        self.form
            .get_or_init(|| self.source.as_ref()?.form().map(Arc::new))
            .as_ref()
    }

    /// Whether nobody has asked for it yet.
    pub fn is_closed(&self) -> bool {
        self.form.get().is_none()
    }
}

impl PackedForm {
    /// What was packed; where that cannot be, what the definition says.
    fn form(&self) -> Option<Form> {
        compiled::unpack(&self.packed).or_else(|| read::kept(&self.text).ok())
    }
}
