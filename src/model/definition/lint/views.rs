//! Laws of views: the columns and orders that they show.

use super::Laws;
use crate::model::expr::Type;

impl Laws<'_> {
    pub(super) fn views(&self) {
        for (nth, view) in self.form.views.iter().enumerate() {
            let path = format!("view[{nth}]");
            self.formula(view.filter.as_ref(), self.form, Type::YesNo);
            self.each(&format!("{path}.columns"), &view.columns, |path, name| {
                self.own_or_envelope(path, name);
            });
            if let Some(since) = &view.since {
                self.own_or_envelope(&format!("{path}.since"), since);
            }
            if let Some(sort) = &view.sort {
                let path = format!("{path}.sort[0]");
                let at = self.places.within(&path, 0..sort.field.len());
                if !crate::model::form::ENVELOPE.contains(&sort.field.as_str()) {
                    self.own_at(at, &sort.field);
                }
                self.has_value(&path, &sort.field);
            }
        }
    }
}
