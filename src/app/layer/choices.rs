//! The lines that can be chosen from, made from the catalog and the file.

use std::collections::BTreeMap;

use crate::app::scope::PaneId;
use crate::app::screen::effect::{Effect, Opening};
use crate::app::screen::open_counts::OpenCounts;
use crate::app::screen::scene::Sight;
use crate::model::catalog::system::System;
use crate::model::form::flow::Creates;
use crate::model::{Catalog, Draft, Form, Lang, Record, Text, locale};
use crate::rules::{actions, fill};
use crate::store::{Evaluator, Hit, Reader, Result, Subject};

use super::chooser::Item;

/// A line that leads to something for the desk to do.
pub type EffectItem = Item<Effect>;

/// Every adopted register under its heading, with what is open in it.
pub fn registers(catalog: &Catalog, open: &BTreeMap<String, OpenCounts>) -> Vec<EffectItem> {
    let mut items = Vec::new();
    for group in catalog.groups() {
        for form in group.forms {
            let n = open.get(&form.id).map_or(0, |o| o.all());
            let detail = if n > 0 {
                locale::both("desk-open-count", &[("n", &n.to_string())])
            } else {
                Text::default()
            };
            let go = Effect::Enter(PaneId::Register(form.id.clone()));
            let item = Item::new(form.label.clone(), go).also(&form.id);
            items.push(item.under(group.label.clone()).detail(detail));
        }
    }
    items
}

/// The same registers, each for a new record.
pub fn beginnings(catalog: &Catalog) -> Vec<EffectItem> {
    let registers = registers(catalog, &BTreeMap::new()).into_iter();
    let begin = |item: EffectItem| Item {
        go: Effect::Open(Opening::New(item.also.clone())),
        ..item
    };
    registers.map(begin).collect()
}

/// The form's actions: possible ones first, the rest with the reason.
pub fn actions(register: &str, id: i64, reader: &Reader<'_>) -> Result<Vec<EffectItem>> {
    let (Some(form), Some(record)) = (reader.catalog.form(register), reader.record(register, id)?)
    else {
        return Ok(Vec::new());
    };
    let heading = locale::both("desk-choose-act", &[]);
    let possible = actions::possible(form, &record, reader)?;
    Ok(possible
        .into_iter()
        .map(|p| {
            let go = Effect::Open(Opening::Act {
                register: register.to_owned(),
                id,
                action: p.action.id.clone(),
            });
            Item::new(p.action.label.clone(), go)
                .under(heading.clone())
                .detail(p.action.help.clone())
                .why_not(p.why_not)
        })
        .collect())
}

/// What can be made from a record: the form's own follow-ups, then every register that can refer to it.
pub fn follows(register: &str, id: i64, reader: &Reader<'_>) -> Result<Vec<EffectItem>> {
    let (Some(form), Some(record)) = (reader.catalog.form(register), reader.record(register, id)?)
    else {
        return Ok(Vec::new());
    };
    let heading = locale::both("desk-choose-follow", &[]);
    let mut items = Vec::new();
    let mut named = Vec::new();
    for follow in &form.follows {
        named.push(follow.creates.register.clone());
        if holds(form, &record, follow.when.as_ref(), reader)?
            && let Some(draft) = fill::follow_draft(&follow.creates, form, &record, reader)?
        {
            let item = Item::new(
                follow.label.clone(),
                Effect::Open(Opening::Filled(Box::new(draft))),
            );
            items.push(
                item.under(heading.clone())
                    .detail(one(reader, &follow.creates.register)),
            );
        }
    }
    for (far, _) in reader.catalog.referring_to(register) {
        if named.contains(&far.id) || far.id == form.id || !reader.catalog.is_adopted(far) {
            continue;
        }
        let creates = Creates {
            register: far.id.clone(),
            set: Vec::new(),
            link: None,
        };
        if let Some(mut draft) = fill::follow_draft(&creates, form, &record, reader)? {
            draft.origin = None;
            let label = Text {
                zh: format!("新增{}", far.one.zh),
                en: format!("New {}", far.one.en.to_lowercase()),
            };
            let item = Item::new(label, Effect::Open(Opening::Filled(Box::new(draft))));
            items.push(item.under(heading.clone()).detail(far.label.clone()));
        }
    }
    Ok(items)
}

fn one(reader: &Reader<'_>, register: &str) -> Text {
    reader
        .catalog
        .form(register)
        .map_or_else(Text::default, |f| f.label.clone())
}

fn holds(
    form: &Form,
    record: &Record,
    when: Option<&crate::model::expr::Formula>,
    reader: &Reader<'_>,
) -> Result<bool> {
    let Some(when) = when else { return Ok(true) };
    let subject = Subject {
        id: Some(record.id),
        state: record.state.as_deref(),
        number: record.number.as_deref(),
        values: &record.values,
    };
    let values = reader.eval(&Evaluator::new(form, reader.catalog, [when]), &subject)?;
    Ok(values.first().and_then(crate::model::Value::as_int) == Some(1))
}

/// Records that refer to a record, by register and field; then what the record itself refers to.
pub fn related(register: &str, id: i64, reader: &Reader<'_>) -> Result<Vec<EffectItem>> {
    let mut items = referring(register, id, &locale::both("desk-related-to", &[]), reader)?;
    let (Some(form), Some(record)) = (reader.catalog.form(register), reader.record(register, id)?)
    else {
        return Ok(items);
    };
    let mut beyond = Vec::new();
    for (i, field) in form.fields.iter().enumerate() {
        let far = record.values.get(i).and_then(crate::model::Value::as_int);
        let (Some(target), Some(far), Some(Some(title))) =
            (field.kind.target(), far, record.titles.get(i))
        else {
            continue;
        };
        items.push(
            Item::new(
                Text::same(title),
                Effect::Open(Opening::Record(target.to_owned(), far)),
            )
            .under(locale::both("desk-related-from", &[]))
            .detail(field.label.clone()),
        );
        // A room's bookings and a machine's repairs matter to whoever stands before one of them;
        // half the desk refers to a person or a unit.
        let everybodys = [System::Person, System::OrgUnit];
        if !everybodys.iter().any(|s| s.id() == target) {
            let via = locale::both("desk-related-via", &[("title", title)]);
            beyond.extend(referring(target, far, &via, reader)?);
        }
    }
    items.extend(beyond);
    Ok(items)
}

/// The registers whose records refer to one, with how many.
fn referring(
    register: &str,
    id: i64,
    heading: &Text,
    reader: &Reader<'_>,
) -> Result<Vec<EffectItem>> {
    let shown = reader.title(register, id)?.unwrap_or_default();
    let mut items = Vec::new();
    for (far, field, n) in reader.related(register, id)? {
        let Some(form) = reader.catalog.form(&far) else {
            continue;
        };
        let by = form
            .field(&field)
            .map_or_else(Text::default, |f| f.label.clone());
        let count = |text: &str| format!("{text} · {n}");
        let go = Effect::Refer {
            register: far.clone(),
            field,
            id,
            shown: shown.clone(),
        };
        items.push(
            Item::new(form.label.clone(), go)
                .under(heading.clone())
                .detail(Text {
                    zh: count(&by.zh),
                    en: count(&by.en),
                }),
        );
    }
    Ok(items)
}

/// What was found everywhere, grouped by register.
pub fn hits(hits: Vec<Hit>, catalog: &Catalog, lang: Lang) -> Vec<EffectItem> {
    hits.into_iter()
        .map(|hit| {
            let number = hit.number.filter(|n| !hit.title.contains(n.as_str()));
            let heading = Text::same(catalog.label(&hit.register, lang));
            Item::new(
                Text::same(hit.title),
                Effect::Open(Opening::Record(hit.register, hit.id)),
            )
            .under(heading)
            .detail(Text::same(number.unwrap_or_default()))
        })
        .collect()
}

/// What this person typed and never saved.
pub fn drafts(sight: &Sight<'_>) -> Result<Vec<EffectItem>> {
    let (session, reader) = (sight.session, sight.reader());
    let mut items = Vec::new();
    for (register, id) in session.store.drafts(&session.by)? {
        let Some(form) = sight.scene.catalog.form(&register) else {
            continue;
        };
        let label = if id <= 0 {
            let typed = session.store.draft(&session.by, &register, id)?;
            Text::same(typed.map_or_else(String::new, |d| words(form, &d)))
        } else {
            Text::same(
                reader
                    .title(&register, id)?
                    .unwrap_or_else(|| format!("#{id}")),
            )
        };
        let detail = if id <= 0 {
            "desk-draft-new"
        } else {
            "desk-draft-edit"
        };
        items.push(
            Item::new(label, Effect::Open(Opening::Kept(register, id)))
                .under(form.label.clone())
                .detail(locale::both(detail, &[])),
        );
    }
    Ok(items)
}

/// The first few words of a draft, so that its writer knows it again.
fn words(form: &Form, draft: &Draft) -> String {
    form.fields
        .iter()
        .map(|f| draft.text(&f.id))
        .filter(|t| !t.is_empty())
        .take(4)
        .collect::<Vec<_>>()
        .join("  ")
}
