//! docs/RULEBOOK.md: every obligation with what holds it, how doubtful clauses are read, the figures, and what no
//! program can hold. Made of the same data that `deskbook rulebook` shows.

use crate::model::catalog::shipped;
use crate::model::rulebook::params::{self, Param, Strict};
use crate::model::rulebook::{self, By, Holder, Obligation, Regulation, Rulebook};
use crate::model::{Catalog, Lang};

use super::{heading, row};

/// The page.
pub(super) fn page() -> String {
    let (book, catalog) = (rulebook::shipped(), shipped::catalog());
    let mut out = heading("rulebook");
    out += &contents(book);
    for regulation in &book.regulations {
        out += &chapter(book, regulation, &catalog);
    }
    out += &figures();
    out += &outside(book);
    out
}

fn contents(book: &Rulebook) -> String {
    let mut out =
        "\n| | regulation | obligations | not held yet | rules | packs |\n|---|---|---|---|---|---|\n".to_owned();
    let mut sums = [0; 3];
    for regulation in &book.regulations {
        let own = |id: &String| rulebook::regulation_of(id) == Some(regulation.number);
        let watching = book.rules.iter();
        let watching = watching.filter(|w| w.rule.clauses.first().is_some_and(own));
        let awaiting = regulation.obligations.iter().filter(|o| o.is_awaiting());
        let counts = [
            regulation.obligations.len(),
            awaiting.count(),
            watching.count(),
        ];
        for (sum, count) in sums.iter_mut().zip(counts) {
            *sum += count;
        }
        out += &row(&[
            &format!("R{}", regulation.number),
            regulation.title.get(Lang::En),
            &counts[0].to_string(),
            &counts[1].to_string(),
            &counts[2].to_string(),
            &regulation.packs.join(", "),
        ]);
    }
    let [all, awaiting, rules] = sums.map(|sum| sum.to_string());
    out + &row(&["", "", &all, &awaiting, &rules, ""])
}

fn chapter(book: &Rulebook, regulation: &Regulation, catalog: &Catalog) -> String {
    let mut out = format!(
        "\n## R{} {}\n",
        regulation.number,
        regulation.title.get(Lang::En)
    );
    if !regulation.absent.is_empty() {
        out += "\nNot in the printed text, or in a way that nothing can bind to:\n\n";
        for absent in &regulation.absent {
            out += &format!("- {}: {}\n", absent.clause, absent.say.get(Lang::En));
        }
    }
    out += "\n| id | clause | obligation | kind | held by |\n|---|---|---|---|---|\n";
    for obligation in &regulation.obligations {
        out += &row(&[
            &obligation.id,
            &obligation.clause,
            obligation.text.get(Lang::En),
            &obligation.kind,
            &held(book, obligation, catalog),
        ]);
    }
    let readings: Vec<String> = regulation
        .obligations
        .iter()
        .filter_map(|o| {
            Some(format!(
                "- {}: {}\n",
                o.id,
                o.reading.as_ref()?.get(Lang::En)
            ))
        })
        .collect();
    if !readings.is_empty() {
        out += "\nHow doubtful clauses are read here:\n\n";
        out += &readings.concat();
    }
    out
}

/// What holds an obligation, by its way: `rule incident.joint_office_24h; field incident.category, loss`.
fn held(book: &Rulebook, obligation: &Obligation, catalog: &Catalog) -> String {
    let mut parts = Vec::new();
    let awaited: Vec<Holder> = obligation.awaited().cloned().collect();
    if !awaited.is_empty() {
        parts.push(format!("not yet held: {}", by_way(&awaited).join("; ")));
    }
    parts.extend(by_way(&book.holders(obligation, catalog)));
    if obligation.outside.is_some() {
        parts.push("not for software, see below".into());
    }
    parts.join("; ")
}

fn by_way(holders: &[Holder]) -> Vec<String> {
    let way = |by: &By| {
        let own = holders.iter().filter(|h| h.by == *by).map(name);
        let names = own.collect::<Vec<_>>().join(", ");
        (!names.is_empty()).then(|| format!("{} {names}", by.word()))
    };
    By::ALL.iter().filter_map(way).collect()
}

fn name(holder: &Holder) -> String {
    match holder.by {
        By::Program => format!("`{}`", holder.name),
        By::Register | By::Print => format!("`{}`", holder.register),
        _ => format!("`{}.{}`", holder.register, holder.name),
    }
}

fn figures() -> String {
    let mut out = "\n## Figures\n\nThe register `rule_param` holds the organisation's own. A figure that a text gives \
                   can only be made stricter. An open one is a proposal: findings that rest on it are advisory until \
                   somebody has set it, with name and day.\n\n\
                   | code | what | value | clauses | may be set |\n|---|---|---|---|---|\n"
        .to_owned();
    for param in params::all() {
        let unit = param.counted_in().map(params::Measure::label);
        let unit = unit.map_or_else(|| param.unit.clone(), |u| u.get(Lang::En).to_owned());
        out += &row(&[
            &format!("`{}`", param.code),
            param.label().get(Lang::En),
            &format!("{} {unit}", param.value),
            &param.clauses.join(", "),
            limits(param),
        ]);
    }
    out
}

fn limits(param: &Param) -> &'static str {
    match param.strict {
        Some(Strict::Less) => "lower",
        Some(Strict::More) => "higher",
        Some(Strict::Exact) => "not at all",
        None => "open",
    }
}

fn outside(book: &Rulebook) -> String {
    let all = book.obligations().filter_map(|o| {
        let why = o.outside.as_ref()?.get(Lang::En);
        Some(row(&[&o.id, o.text.get(Lang::En), why]))
    });
    let all: String = all.collect();
    format!(
        "\n## Not for software\n\nThese say what a regulation is, or what only people can judge. Nothing watches them, \
         and nothing claims to.\n\n| id | obligation | why |\n|---|---|---|\n{all}"
    )
}
