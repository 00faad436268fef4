//! What one register is made of: fields, states, actions, views, rules.

use serde_json::{Value as Json, json};

use crate::model::form::field::Required;
use crate::model::form::rule::OnSave;
use crate::model::form::view::{View, ViewKind};
use crate::model::{Field, Form, Kind};

use super::args::RegisterArgs;
use super::context::Call;
use super::exit::Ended;
use super::table::TextTable;
use super::{json, resolve};

/// `deskbook fields REGISTER`
pub fn fields(call: &mut Call, args: &RegisterArgs) -> Ended {
    let session = call.open()?;
    let form = resolve::register(&session, &args.register)?;
    if call.json {
        return call.put(&form_json(&form));
    }
    let lang = call.lang;
    call.line(&format!("{}  {}", form.id, form.label.get(lang)))?;
    let heads = ["field", "kind", "required", "label", "values"];
    let heads = heads
        .map(|h| call.say(&format!("cli-col-{h}"), &[]))
        .to_vec();
    let yes = call.say("cli-yes", &[]);
    let row = |f: &Field| {
        let needed = match &f.required {
            Required::Never => String::new(),
            Required::Always => yes.clone(),
            Required::When(formula) => formula.text.clone(),
        };
        let codes = || {
            f.kind.choices().map(|l| {
                l.iter()
                    .map(|c| c.code.as_str())
                    .collect::<Vec<_>>()
                    .join(" ")
            })
        };
        let values = f
            .kind
            .target()
            .map(str::to_owned)
            .or_else(codes)
            .unwrap_or_default();
        vec![
            f.id.clone(),
            f.kind.name().to_owned(),
            needed,
            f.label.get(lang).to_owned(),
            values,
        ]
    };
    let rows: Vec<Vec<String>> = form.fields.iter().map(row).collect();
    TextTable::new(heads).rows(call, &rows)?;
    let label = |t: &crate::model::Text| t.get(lang).to_owned();
    let states = form
        .states
        .iter()
        .map(|s| vec![s.id.clone(), label(&s.label), String::new()])
        .collect();
    let moves = |a: &crate::model::form::flow::Action| {
        format!(
            "{} -> {}",
            a.from.join(" "),
            a.to.as_deref().unwrap_or_default()
        )
    };
    let actions = form
        .actions
        .iter()
        .map(|a| vec![a.id.clone(), label(&a.label), moves(a)])
        .collect();
    let filter = |v: &View| {
        v.filter
            .as_ref()
            .map(|f| f.text.clone())
            .unwrap_or_default()
    };
    let views = form
        .views
        .iter()
        .map(|v| vec![v.id.clone(), label(&v.label), filter(v)])
        .collect();
    let rules = form
        .rules
        .iter()
        .map(|r| vec![r.id.clone(), label(&r.say), r.clauses.join(" ")])
        .collect();
    for (name, rows) in [
        ("state", states),
        ("action", actions),
        ("view", views),
        ("rule", rules),
    ] {
        let rows: Vec<Vec<String>> = rows;
        if !rows.is_empty() {
            call.line("")?;
            let heads = vec![
                call.say(&format!("cli-col-{name}"), &[]),
                call.say("cli-col-label", &[]),
                String::new(),
            ];
            TextTable::new(heads).rows(call, &rows)?;
        }
    }
    Ok(())
}

fn form_json(form: &Form) -> Json {
    let fields: Vec<Json> = form.fields.iter().map(field_json).collect();
    let states: Vec<Json> = form
        .states
        .iter()
        .map(|s| json!({ "id": s.id, "labels": json::text(&s.label) }))
        .collect();
    let actions: Vec<Json> = form
        .actions
        .iter()
        .map(|a| json!({ "id": a.id, "labels": json::text(&a.label), "from": a.from, "to": a.to, "by": a.by, "needs": a.needs }))
        .collect();
    let views: Vec<Json> = form.views.iter().map(view_json).collect();
    let rules: Vec<Json> = form
        .rules
        .iter()
        .map(|r| json!({ "id": r.id, "kind": r.kind.name(), "on_save": on_save(r.on_save), "clauses": r.clauses, "say": json::text(&r.say) }))
        .collect();
    json!({
        "register": form.id, "labels": json::text(&form.label), "one": json::text(&form.one), "pack": form.pack,
        "numbered": form.number.is_some(), "key": form.key, "append_only": form.append_only, "clauses": form.clauses,
        "fields": fields, "states": states, "actions": actions, "views": views, "rules": rules,
    })
}

fn field_json(field: &Field) -> Json {
    let mut json = json!({
        "id": field.id, "kind": field.kind.name(), "labels": json::text(&field.label),
        "required": match &field.required {
            Required::Never => json!(false),
            Required::Always => json!(true),
            Required::When(formula) => json!(formula.text),
        },
        "typed": field.is_typed(), "unique": field.unique, "listed": field.listed, "clauses": field.clauses,
    });
    if let Some(list) = field.kind.choices() {
        json["choices"] = list
            .iter()
            .map(|c| json!({ "code": c.code, "labels": json::text(&c.label) }))
            .collect();
    }
    if let Some(target) = field.kind.target() {
        json["register"] = json!(target);
    }
    if let Some(columns) = field.line_fields() {
        json["fields"] = columns.iter().map(field_json).collect();
    }
    if let Kind::Computed(computed) = &field.kind {
        json["as"] = json!(computed.as_kind.name());
        json["expression"] = json!(computed.formula.text);
    }
    json
}

fn view_json(view: &View) -> Json {
    let columns = view.table().map(|t| &t.columns[..]).unwrap_or_default();
    let mut json = json!({
        "id": view.id, "labels": json::text(&view.label), "where": view.filter.as_ref().map(|f| &f.text),
        "columns": columns, "kind": view.kind.name(),
    });
    match &view.kind {
        ViewKind::Table(_) => {}
        ViewKind::Day(day) => {
            json["day"] = json!({
                "rows": day.rows, "from": day.from, "to": day.to, "on": day.on.as_ref().map(|on| &on.field),
                "also": day.also, "hours": [day.hours.start, day.hours.end],
            });
        }
    }
    json
}

fn on_save(on_save: OnSave) -> &'static str {
    match on_save {
        OnSave::Refuse => "refuse",
        OnSave::Warn => "warn",
        OnSave::Nothing => "nothing",
    }
}
