//! The tabs over a register: everything, then its views, each in the pane of its kind.

use crate::app::layer::chooser::{Chooser, Choosing, Item};
use crate::app::scope::PaneId;
use crate::app::screen::effect::{Effect, Effects};
use crate::app::screen::scene::Scene;
use crate::model::form::view::ViewKind;
use crate::model::{Form, locale};

/// The pane that shows a tab, from 0 for everything.
pub fn pane_of(form: &Form, tab: usize) -> PaneId {
    let view = tab.checked_sub(1).and_then(|place| form.views.get(place));
    match view.map(|v| (&v.id, &v.kind)) {
        Some((view, ViewKind::Day(_))) => PaneId::Grid {
            register: form.id.clone(),
            view: view.clone(),
        },
        Some((_, ViewKind::Table(_))) | None => PaneId::Register(form.id.clone()),
    }
}

/// The tab after another one, or before it, round at the ends.
pub fn turned(form: &Form, tab: usize, forward: bool) -> Effects {
    let tabs = form.views.len() + 1;
    let by = if forward { 1 } else { tabs - 1 };
    vec![Effect::View((tab + by) % tabs)]
}

/// The tabs, to be chosen from.
pub fn choose(form: &Form, tab: usize) -> Effects {
    let all = Item::new(locale::both("desk-view-all", &[]), Effect::View(0));
    let view = |(n, label)| Item::new(label, Effect::View(n));
    let views = (1..).zip(form.views.iter().map(|v| v.label.clone()));
    let items = std::iter::once(all).chain(views.map(view)).collect();
    let mut chooser = Chooser::new(Choosing::View, form.label.clone(), items);
    chooser.selection.select(tab);
    vec![Effect::Choose(Box::new(chooser))]
}

/// The way to a tab, for the head line.
pub fn way(form: &Form, tab: usize, scene: &Scene) -> Vec<String> {
    let groups = scene.catalog.groups().into_iter();
    let mut holds = groups.filter(|g| g.forms.iter().any(|f| f.id == form.id));
    let group = holds.next().map(|g| g.label.get(scene.lang).to_owned());
    let mut way: Vec<String> = group.into_iter().collect();
    way.push(form.label.get(scene.lang).to_owned());
    let view = tab.checked_sub(1).and_then(|place| form.views.get(place));
    way.extend(view.map(|v| v.label.get(scene.lang).to_owned()));
    way
}
