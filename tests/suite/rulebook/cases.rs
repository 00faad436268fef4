//! Cases of rules as a clerk could read them: what stands in the registers, at which moment, and whom the rule finds.
//!
//! ```text
//! rule incident.joint_office_24h at 2026-03-02T08:00
//!   incident a: category=theft occurred_at=2026-03-01T07:59 state=handling
//!   change a: summary="told again"
//!   finds a overdue due=2026-03-02T07:59
//!   silent b
//! ```
//! Behind the severity may stand what else the finding says: `since=`, `due=`, `says=` (part of the message), and
//! `times=`, how many findings there are of the record.
//! Records are written as they are, past the door: only what matters is given. All fifteen regulations are in force
//! since the year 2000; `created=` says when a record was made, else long ago.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use chrono::{DateTime, Duration, NaiveDate, NaiveDateTime, Utc};
use deskbook::model::rulebook::{self, Rulebook};
use deskbook::model::value::record::Cleaned;
use deskbook::model::value::{Moment, Value};
use deskbook::model::{Form, Kind, Stamp};
use deskbook::rules::watch::{Affected, Finding, Recheck, Watch};
use deskbook::store::{Error, Op, Store, Tx};

use crate::desk::done;

/// One block.
#[derive(Clone, Debug, Default)]
pub struct Case {
    /// The line in the file, from 1.
    pub line: usize,
    pub rule: String,
    pub at: String,
    records: Vec<Given>,
    /// Records written again afterwards, an hour before the moment of the case.
    changes: Vec<Given>,
    finds: Vec<Wanted>,
    silent: Vec<String>,
}

/// A finding that there must be.
#[derive(Clone, Debug, Default)]
struct Wanted {
    label: String,
    severity: Option<String>,
    /// What else it says, by key.
    told: Vec<(String, String)>,
}

impl Wanted {
    fn read(label: &str, words: &[&str]) -> Self {
        let pair = |word: &&str| Some(word.split_once('=')?).map(|(k, v)| (k.into(), v.into()));
        Self {
            label: label.into(),
            severity: words
                .first()
                .filter(|w| !w.contains('='))
                .map(|w| (*w).into()),
            told: words.iter().filter_map(pair).collect(),
        }
    }

    /// What of it no finding of the record says.
    fn missed(&self, found: &[&Finding]) -> Option<String> {
        let tells = |f: &Finding, key: &str, value: &str| match key {
            "since" => f.since.as_deref() == Some(value),
            "due" => f.due_at.as_deref() == Some(value),
            "says" => f.message.contains(value),
            "times" => value.parse() == Ok(found.len()),
            _ => false,
        };
        let fits = |f: &&&Finding| {
            let severe = self
                .severity
                .as_ref()
                .is_none_or(|s| s == f.severity.word());
            severe && self.told.iter().all(|(k, v)| tells(f, k, v))
        };
        if found.iter().find(fits).is_some() {
            return None;
        }
        let said = |f: &&Finding| {
            let (since, due) = (f.since.as_deref(), f.due_at.as_deref());
            format!("{} {since:?} {due:?} {}", f.severity.word(), f.message)
        };
        let all: Vec<String> = found.iter().map(said).collect();
        let wanted = (&self.severity, &self.told);
        Some(format!(
            "{} is [{}], not {wanted:?}",
            self.label,
            all.join("; ")
        ))
    }
}

#[derive(Clone, Debug, Default)]
struct Given {
    register: String,
    label: String,
    fields: Vec<(String, String)>,
}

/// Reads the blocks of a file.
pub fn read(text: &str) -> Result<Vec<Case>, String> {
    let mut cases: Vec<Case> = Vec::new();
    for (n, line) in text.lines().enumerate() {
        let words = words(line);
        let wrong = |what: &str| format!("line {}: {what}: {line}", n + 1);
        let case = cases.last_mut();
        match words
            .iter()
            .map(String::as_str)
            .collect::<Vec<_>>()
            .as_slice()
        {
            [] => {}
            [first, ..] if first.starts_with('#') => {}
            ["rule", rule, "at", at] => cases.push(Case {
                line: n + 1,
                rule: (*rule).into(),
                at: (*at).into(),
                ..Case::default()
            }),
            ["finds", label, severity @ ..] => {
                let found = Wanted::read(label, severity);
                case.ok_or_else(|| wrong("no rule yet"))?.finds.push(found);
            }
            ["silent", labels @ ..] => {
                let silent = &mut case.ok_or_else(|| wrong("no rule yet"))?.silent;
                silent.extend(labels.iter().map(|l| String::from(*l)));
            }
            [register, label, fields @ ..] if label.ends_with(':') => {
                let mut given = Given {
                    register: (*register).into(),
                    label: label.trim_end_matches(':').into(),
                    fields: Vec::new(),
                };
                for field in fields {
                    let (name, value) = field
                        .split_once('=')
                        .ok_or_else(|| wrong("field=value is wanted"))?;
                    given.fields.push((name.into(), value.into()));
                }
                let case = case.ok_or_else(|| wrong("no rule yet"))?;
                match *register {
                    "change" => case.changes.push(given),
                    _ => case.records.push(given),
                }
            }
            _ => return Err(wrong("this is no line of a case")),
        }
    }
    Ok(cases)
}

/// Words of a line; double quotes keep blanks together, wherever they stand in a word.
fn words(line: &str) -> Vec<String> {
    let (mut out, mut word, mut quoted, mut any) = (Vec::new(), String::new(), false, false);
    for c in line.chars() {
        match c {
            '"' => {
                quoted = !quoted;
                any = true;
            }
            c if c.is_whitespace() && !quoted => {
                if any {
                    out.push(std::mem::take(&mut word));
                }
                any = false;
            }
            c => {
                word.push(c);
                any = true;
            }
        }
    }
    if any {
        out.push(word);
    }
    out
}

/// Writes records as the lines of a case do, past the door and to stay, with every regulation in force.
pub fn stock(store: &mut Store, lines: &str, now: NaiveDateTime) -> HashMap<String, i64> {
    let text = format!("rule any at {}\n{lines}", now.format("%Y-%m-%dT%H:%M"));
    let case = read(&text).expect("lines of a case").remove(0);
    let act = Op::Import.on("regulation");
    let mut ids = HashMap::new();
    let done = store.propose(&stamp(long_ago()), &act, |tx| {
        ids = write(&case, tx, now).unwrap_or_else(|why| panic!("{why}"));
        Ok(((), true))
    });
    done.expect("the records");
    ids
}

/// What the rule of a block finds, and the ids of its records; nothing stays.
pub fn found(store: &mut Store, text: &str) -> Answer {
    let case = read(text).expect("a case").remove(0);
    let now = moment(&case.at).expect("a moment");
    let act = Op::Import.on("regulation");
    let mut answer = Err(String::new());
    let done = store.propose(&stamp(long_ago()), &act, |tx| {
        answer = within(&case, tx, now, rulebook::shipped());
        Ok(((), false))
    });
    done.expect("a rehearsal");
    answer.unwrap_or_else(|why| panic!("{why}"))
}

/// What has been shown of each rule: whether a case found something, and whether one was left alone.
#[derive(Debug, Default)]
pub struct Shown {
    pub found: BTreeSet<String>,
    pub silent: BTreeSet<String>,
}

/// Runs one block on an empty desk; nothing of it stays.
pub fn run(
    case: &Case,
    store: &mut Store,
    book: &Rulebook,
    shown: &mut Shown,
) -> Result<(), String> {
    let now = moment(&case.at)
        .ok_or_else(|| format!("line {}: the moment {} cannot be read", case.line, case.at))?;
    let act = Op::Import.on("regulation");
    let mut answer = Err(String::new());
    let done = store.propose(&stamp(long_ago()), &act, |tx| {
        answer = within(case, tx, now, book);
        Ok(((), false))
    });
    done.map_err(|e| format!("line {}: {e:?}", case.line))?;
    let (ids, findings) = answer.map_err(|e| format!("line {}: {}: {e}", case.line, case.rule))?;
    let mut wrong = Vec::new();
    for wanted in &case.finds {
        let label = &wanted.label;
        let id = *ids
            .get(label)
            .ok_or_else(|| format!("line {}: there is no record {label}", case.line))?;
        let found: Vec<&Finding> = findings.iter().filter(|f| f.id == id).collect();
        if found.is_empty() {
            wrong.push(format!("{label} is not found"));
        } else if found.iter().any(|f| f.message.trim().is_empty()) {
            wrong.push(format!("{label} is found, and nothing is said"));
        } else if let Some(missed) = wanted.missed(&found) {
            wrong.push(missed);
        } else {
            shown.found.insert(case.rule.clone());
        }
    }
    for label in &case.silent {
        let id = *ids
            .get(label)
            .ok_or_else(|| format!("line {}: there is no record {label}", case.line))?;
        match findings.iter().find(|f| f.id == id) {
            Some(f) => wrong.push(format!(
                "{label} is found ({} {:?} {:?})",
                f.severity.word(),
                f.since,
                f.due_at
            )),
            None => {
                shown.silent.insert(case.rule.clone());
            }
        }
    }
    match wrong.as_slice() {
        [] => Ok(()),
        wrong => Err(format!(
            "line {}: {}: {}",
            case.line,
            case.rule,
            wrong.join("; ")
        )),
    }
}

/// Records by label, and findings.
pub type Answer = (HashMap<String, i64>, Vec<Finding>);

fn within(
    case: &Case,
    tx: &mut Tx<'_>,
    now: NaiveDateTime,
    book: &Rulebook,
) -> Result<Answer, String> {
    let world = |e: Error| format!("{e:?}");
    let ids = write(case, tx, now)?;
    let stamp = stamp(now);
    let reader = tx.reader_at(&stamp);
    // What other registers are held to has no say in what this rule finds.
    let register = case.rule.split('.').next().unwrap_or_default();
    let rules = book.rules.iter().filter(|w| w.register == register);
    let book = Rulebook {
        rules: rules.cloned().collect(),
        ..Rulebook::default()
    };
    let watch = Watch::of(&book, &reader).map_err(world)?;
    let place = watch.guards().iter().position(|g| g.name() == case.rule);
    let place = place.ok_or("there is no such rule in force")?;
    let touched = Affected {
        ground: false,
        guards: [(place, Recheck::All)].into(),
    };
    reader.refresh_calendar().map_err(world)?;
    let findings = watch.run_touched(&reader, "", &touched).map_err(world)?;
    Ok((ids, findings))
}

/// Writes the records of a case, and what it changes of them.
fn write(case: &Case, tx: &mut Tx<'_>, now: NaiveDateTime) -> Result<HashMap<String, i64>, String> {
    let world = |e: Error| format!("{e:?}");
    adopt(tx);
    let mut ids: HashMap<String, i64> = HashMap::new();
    let mut next: BTreeMap<&str, i64> = BTreeMap::new();
    let records = in_order(&case.records)?;
    for given in &records {
        let after = if given.register == "regulation" {
            15
        } else {
            0
        };
        let next = next.entry(&given.register).or_insert(after);
        *next += 1;
        if ids.insert(given.label.clone(), *next).is_some() {
            return Err(format!("the label {} stands twice", given.label));
        }
    }
    for given in &records {
        let form = tx.catalog().form(&given.register).cloned();
        let form = form.ok_or_else(|| format!("there is no register {}", given.register))?;
        let created = given.fields.iter().find(|(name, _)| name == "created");
        let made = match created {
            Some((_, at)) => moment(at).ok_or_else(|| format!("{at} is no moment"))?,
            None => long_ago(),
        };
        tx.next_act(&Op::Import, &given.register, stamp(made))
            .map_err(world)?;
        let cleaned = cleaned(given, &form, &ids, now)?;
        let written = done(tx.insert(&form, &cleaned));
        if Some(&written.id) != ids.get(&given.label) {
            return Err(format!("{} got the id {}", given.label, written.id));
        }
    }
    change(case, tx, &ids, now)?;
    Ok(ids)
}

/// Writes records again, so that the ledger knows of a change.
fn change(
    case: &Case,
    tx: &mut Tx<'_>,
    ids: &HashMap<String, i64>,
    now: NaiveDateTime,
) -> Result<(), String> {
    let world = |e: Error| format!("{e:?}");
    for change in &case.changes {
        let given = case.records.iter().find(|r| r.label == change.label);
        let given =
            given.ok_or_else(|| format!("there is no record {} to change", change.label))?;
        let form = tx
            .catalog()
            .form(&given.register)
            .cloned()
            .ok_or("no such register")?;
        let mut whole = given.clone();
        whole
            .fields
            .retain(|(name, _)| !change.fields.iter().any(|(n, _)| n == name));
        whole.fields.extend(change.fields.iter().cloned());
        let at = stamp(now - Duration::hours(1));
        tx.next_act(&Op::Edit, &given.register, at).map_err(world)?;
        let cleaned = cleaned(&whole, &form, ids, now)?;
        let id = ids.get(&given.label).copied().unwrap_or_default();
        done(tx.amend(&form, id, 1, &cleaned, None));
    }
    Ok(())
}

/// The records, each after those that it names.
fn in_order(records: &[Given]) -> Result<Vec<&Given>, String> {
    let labels: BTreeSet<&str> = records.iter().map(|r| r.label.as_str()).collect();
    let (mut out, mut rest): (Vec<&Given>, Vec<&Given>) = (Vec::new(), records.iter().collect());
    let mut there: BTreeSet<&str> = BTreeSet::new();
    while !rest.is_empty() {
        let ready = |g: &&Given| {
            let mut named = g.fields.iter().map(|(_, value)| value.as_str());
            named.all(|v| !labels.contains(v) || there.contains(v))
        };
        let (now, later): (Vec<_>, Vec<_>) = rest.into_iter().partition(ready);
        if now.is_empty() {
            return Err("records that name each other in a circle".into());
        }
        there.extend(now.iter().map(|g| g.label.as_str()));
        out.extend(now);
        rest = later;
    }
    Ok(out)
}

/// All fifteen regulations in force for everybody, since the year 2000.
fn adopt(tx: &mut Tx<'_>) {
    let Some(form) = tx.catalog().form("regulation").cloned() else {
        return;
    };
    for number in 1..=15 {
        let mut values = vec![Value::Empty; form.fields.len()];
        for (field, value) in form.fields.iter().zip(&mut values) {
            *value = match field.id.as_str() {
                "seed_no" => Value::Int(number),
                "effective_on" => Value::text("2000-01-01"),
                "code" => Value::text(format!("CASE-{number}")),
                "version" => Value::text("1"),
                _ => Value::Empty,
            };
        }
        let cleaned = Cleaned {
            values,
            state: Some("in_force".into()),
            number: None,
        };
        done(tx.insert(&form, &cleaned));
    }
}

fn cleaned(
    given: &Given,
    form: &Form,
    ids: &HashMap<String, i64>,
    now: NaiveDateTime,
) -> Result<Cleaned, String> {
    let mut out = Cleaned {
        values: vec![Value::Empty; form.fields.len()],
        state: None,
        number: None,
    };
    for (name, text) in &given.fields {
        match name.as_str() {
            "created" => continue,
            "state" => {
                form.state(text)
                    .ok_or_else(|| format!("{} has no state {text}", form.id))?;
                out.state = Some(text.clone());
                continue;
            }
            "number" => {
                out.number = Some(text.clone());
                continue;
            }
            _ => {}
        }
        let place = form.fields.iter().position(|f| f.id == *name);
        let place = place.ok_or_else(|| format!("{} has no field {name}", form.id))?;
        let kind = &form.fields[place].kind;
        out.values[place] = match kind {
            Kind::Reference(_) => {
                let id = ids
                    .get(text)
                    .ok_or_else(|| format!("there is no record {text} for {name}"))?;
                Value::Int(*id)
            }
            Kind::State => {
                out.state = Some(text.clone());
                Value::text(text.clone())
            }
            Kind::Rows(lines) => Value::Lines(
                text.split(';')
                    .map(|line| {
                        let cells = line.split(',').zip(lines);
                        cells
                            .map(|(cell, f)| {
                                Value::read(&f.kind, cell, clock(now)).unwrap_or(Value::Empty)
                            })
                            .collect()
                    })
                    .collect(),
            ),
            kind => Value::read(kind, text, clock(now))
                .map_err(|_| format!("{text} is no {} for {name}", kind.name()))?,
        };
    }
    // What stands once in a register is made up where nobody cares.
    for (field, value) in form.fields.iter().zip(&mut out.values) {
        let once = field.unique || form.key.contains(&field.id);
        if once && value.is_empty() && matches!(field.kind, Kind::Text) {
            *value = Value::text(given.label.clone());
        }
    }
    if !form.states.is_empty() && out.state.is_none() {
        out.state = form.birth_state().map(str::to_owned);
    }
    Ok(out)
}

fn clock(now: NaiveDateTime) -> Moment {
    Moment(now)
}

fn moment(text: &str) -> Option<NaiveDateTime> {
    let whole = if text.len() == 10 {
        format!("{text}T00:00")
    } else {
        text.to_owned()
    };
    NaiveDateTime::parse_from_str(&whole, "%Y-%m-%dT%H:%M").ok()
}

pub fn long_ago() -> NaiveDateTime {
    NaiveDate::from_ymd_opt(2000, 1, 2)
        .and_then(|d| d.and_hms_opt(0, 0, 0))
        .unwrap_or_default()
}

pub fn stamp(now: NaiveDateTime) -> Stamp {
    Stamp {
        now,
        utc: DateTime::<Utc>::from_naive_utc_and_offset(now, Utc),
        by: "cases".into(),
        me: None,
    }
}
