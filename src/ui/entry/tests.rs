//! Screens of the form.
