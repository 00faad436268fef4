//! What lies above the panes, from the bottom up: keys go to the topmost, and a form covers everything.

use std::ops::{Deref, DerefMut};

use crate::app::entry::Entry;
use crate::app::layer::chooser::Choosing;
use crate::app::layer::{Layer, choices};
use crate::app::session::Session;
use crate::store::{Hit, Result};

use super::scene::Scene;

/// The layers of the desk, the topmost last.
#[derive(Debug, Default)]
pub struct Layers(Vec<Layer>);

impl Layers {
    /// Puts something above the rest.
    pub fn push(&mut self, mut layer: Layer, scene: &Scene) {
        layer.settle(scene);
        self.0.push(layer);
    }

    pub fn pop(&mut self) -> Option<Layer> {
        self.0.pop()
    }

    pub fn clear(&mut self) {
        self.0.clear();
    }

    /// The topmost form, wherever it lies.
    pub fn form(&self) -> Option<&Entry> {
        self.0.iter().rev().find_map(|layer| match layer {
            Layer::Entry(entry) => Some(&**entry),
            _ => None,
        })
    }

    /// The form that has the keys.
    pub fn form_on_top(&mut self) -> Option<&mut Entry> {
        match self.0.last_mut() {
            Some(Layer::Entry(entry)) => Some(entry),
            _ => None,
        }
    }

    /// Whether a form covers the panes: what happens there is drawn once it is left.
    pub fn is_covered(&self) -> bool {
        self.form().is_some()
    }

    /// Whether something typed into a form is not saved yet.
    pub fn is_dirty(&self) -> bool {
        let dirty = |layer: &Layer| matches!(layer, Layer::Entry(entry) if entry.is_dirty());
        self.0.iter().any(dirty)
    }

    fn forms(&mut self) -> impl Iterator<Item = &mut Entry> {
        self.0.iter_mut().filter_map(|layer| match layer {
            Layer::Entry(entry) => Some(&mut **entry),
            _ => None,
        })
    }

    /// The keys rest: everything typed is kept in the file.
    pub fn pause(&mut self, session: &mut Session) {
        self.forms().for_each(|form| form.pause(session));
    }

    /// Everything typed so far is kept in the file, while the typing may go on.
    pub fn keep_typed(&mut self, session: &Session) {
        self.forms().for_each(|form| form.keep(session));
    }

    /// Everything typed is kept in the file before the program ends.
    ///
    /// # Errors
    /// The first thing that could not be kept; the others are.
    pub fn keep_at_last(&mut self, session: &Session) -> Result<()> {
        let kept = self.forms().map(|form| form.keep_at_last(session));
        kept.fold(Ok(()), Result::and)
    }

    /// How many records fit a query, for the form that asked; whether one did.
    pub fn counted(&mut self, asked: u64, count: u64) -> bool {
        self.0.iter_mut().any(|layer| match layer {
            Layer::Entry(entry) => entry.counted(asked, count),
            _ => false,
        })
    }

    /// Hits of a search everywhere, for the list that asked for them; whether one did.
    pub fn take_hits(&mut self, asked: u64, hits: Vec<Hit>, scene: &Scene) -> bool {
        for layer in &mut self.0 {
            if let Layer::Chooser(chooser) = layer
                && chooser.what == Choosing::Everywhere
                && chooser.asked == asked
            {
                chooser.items = choices::hits(hits, &scene.catalog, scene.lang);
                chooser.narrow();
                layer.settle(scene);
                return true;
            }
        }
        false
    }
}

impl Deref for Layers {
    type Target = [Layer];

    fn deref(&self) -> &[Layer] {
        &self.0
    }
}

impl DerefMut for Layers {
    fn deref_mut(&mut self) -> &mut [Layer] {
        &mut self.0
    }
}
