//! What is ordered from the worker: in order, and the questions that are told apart by number.

use crate::app::findings::look::How;
use crate::app::layer::Layer;
use crate::app::worker::Job;

use super::layers::Layers;
use super::scene::Scene;

/// The orders that the loop has not given out yet.
#[derive(Debug, Default)]
pub struct Orders {
    /// For the worker, in order.
    pub jobs: Vec<Job>,
    /// The worker is writing a file.
    pub exporting: bool,
    /// The number of the last question.
    asked: u64,
}

impl Orders {
    /// The rules are to run; ordered now, or when the look that is under way has come back.
    pub fn findings(&mut self, how: How, scene: &mut Scene) {
        let order = scene.findings.want(how, scene.now);
        self.jobs.extend(order.map(Job::Findings));
    }

    /// Has the rest of the Today pane read.
    pub fn today(&mut self, scene: &Scene) {
        let found = scene.findings.found.clone();
        self.jobs.push(Job::Today(found));
    }

    /// Has the hits of a query that is being typed counted.
    pub fn hits(&mut self, layers: &mut Layers) {
        let entry = layers.form_on_top();
        if let Some(query) = entry.and_then(|entry| entry.order_hits(self.asked + 1)) {
            self.asked += 1;
            let asked = self.asked;
            self.jobs.push(Job::Hits { asked, query });
        }
    }

    /// Has words looked for in every register, for the list on top.
    pub fn find(&mut self, text: String, layers: &mut Layers) {
        self.asked += 1;
        let asked = self.asked;
        if let Some(Layer::Chooser(chooser)) = layers.last_mut() {
            chooser.asked = asked;
        }
        if !text.is_empty() {
            self.jobs.push(Job::Find { asked, text });
        }
    }

    /// Has a file written.
    pub fn export(&mut self, job: Option<Job>) {
        self.exporting |= job.is_some();
        self.jobs.extend(job);
    }
}
