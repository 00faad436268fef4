//! The wizard comes and goes: asked for at the first start or by command, and what the desk makes of its end.

use crate::app::adopt::{self, Standing};
use crate::app::command::Command;
use crate::app::layer::Layer;
use crate::app::outcome::{Mood, Toast};
use crate::app::screen::desk::Desk;
use crate::app::screen::sidebar::Side;
use crate::app::session::Session;
use crate::model::{Complaint, Lang, Text, locale};
use crate::store::{Error, Result};

use super::{Wizard, WizardField, WizardStep};

impl Desk {
    /// At the first start of a desk in which nothing was ever written: which regulations is it to watch?
    ///
    /// # Errors
    /// Trouble with the file.
    pub fn welcome(&mut self, session: &Session) -> Result<()> {
        if self.writable && self.layers.is_empty() && Standing::is_to_be_asked(&session.store)? {
            self.open_wizard(true, session)?;
        }
        Ok(())
    }

    pub(in crate::app) fn open_adoption(&mut self, session: &Session) {
        let opened = self.open_wizard(false, session);
        self.check(opened);
    }

    fn open_wizard(&mut self, first: bool, session: &Session) -> Result<()> {
        let stamp = session.stamp();
        let before = Standing::read(&session.store, &session.reader(&stamp))?;
        let wizard = Wizard::new(before, first, stamp.now.date());
        self.layers.push(Layer::Adopt(Box::new(wizard)));
        self.settle(session);
        Ok(())
    }

    /// It was left for later: nobody is asked again.
    pub(in crate::app) fn adopt_later(&mut self, session: &mut Session) {
        self.keep_setting(adopt::ASKED, "later", session);
        let key = self.keymap.key_of(self.scope(), Command::Palette);
        let key = key.unwrap_or_default();
        self.say(Mood::Note, "adopt-later", &[("key", &key)]);
    }

    /// Writes what was chosen; what is wrong with it is said where it stands.
    pub(in crate::app) fn adopt(&mut self, session: &mut Session) {
        let Some(Layer::Adopt(wizard)) = self.layers.last_mut() else {
            return;
        };
        let Some(plan) = wizard.plan() else {
            wizard.at = WizardField::From;
            wizard.wrong = Some(locale::both("adopt-unread-date", &[]));
            return;
        };
        if let Some(complaint) = plan
            .complaints(&wizard.before, session.stamp().now.date())
            .into_iter()
            .next()
        {
            let place = match complaint.field.as_deref() {
                Some("from") => Some(WizardField::From),
                Some("reason") => Some(WizardField::Reason),
                _ => None,
            };
            wizard.wrong = Some(both(&complaint));
            wizard.at = place.unwrap_or(wizard.at);
            return;
        }
        let stamp = session.stamp();
        let lang = self.lang;
        match adopt::carry_out(&mut session.store, &plan, &stamp, lang) {
            Ok(done) => {
                self.layers.pop();
                self.adopted(&plan, &done, session);
            }
            Err(Error::Refused(complaints)) => {
                let text = complaints.first().map(both);
                if let Some(Layer::Adopt(wizard)) = self.layers.last_mut() {
                    wizard.wrong = text;
                }
            }
            Err(error) => {
                let text: Text = error.text();
                self.toast(Toast::new(Mood::Error, text));
            }
        }
    }

    /// The desk shows other registers, is called otherwise, and is watched by other rules.
    fn adopted(
        &mut self,
        plan: &adopt::AdoptionPlan,
        done: &adopt::AdoptionDone,
        session: &Session,
    ) {
        self.catalog = session.store.catalog().clone();
        let open = std::mem::take(&mut self.side.open);
        self.side = Side::new(&self.catalog);
        self.side.open = open;
        self.side.show(&self.shown);
        if !plan.name.is_empty() {
            self.org.clone_from(&plan.name);
        }
        let refreshed = self.refresh_touched(session);
        self.check(refreshed);
        self.order_today();
        self.saved_at = Some(session.clock.now());
        let key = self.keymap.key_of(self.scope(), Command::Undo);
        let key = key.unwrap_or_default();
        let (n, ended) = (done.adopted.len().to_string(), done.ended.len().to_string());
        let from = plan.from.format("%Y-%m-%d").to_string();
        let id = match (done.adopted.is_empty(), done.ended.is_empty()) {
            (true, true) => "adopt-same",
            (false, true) if plan.from > session.clock.now().date() => "adopt-done-later",
            (false, true) => "adopt-done",
            _ => "adopt-changed",
        };
        let args = [
            ("n", &*n),
            ("ended", &*ended),
            ("from", &*from),
            ("key", &*key),
        ];
        self.say(Mood::Done, id, &args);
        self.settle(session);
    }
}

/// A complaint in both languages.
fn both(complaint: &Complaint) -> Text {
    Text::new(complaint.message(Lang::Zh), complaint.message(Lang::En))
}

impl Wizard {
    /// Whether a step has a list.
    pub fn has_list(&self) -> bool {
        matches!(self.step, WizardStep::Regulations | WizardStep::Packs)
    }
}
