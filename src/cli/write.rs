//! Writing records: add, edit, act, void.

use std::io::Read;

use crate::app::session::Session;
use crate::model::{Draft, Form};
use crate::rules::save;

use super::args::{ActArgs, AddArgs, EditArgs, VoidArgs};
use super::context::Call;
use super::exit::Ended;
use super::written::tell;
use super::{field_args, resolve};

/// `deskbook add REGISTER field=value …`
pub fn add(call: &mut Call, args: &AddArgs) -> Ended {
    let mut session = call.open()?;
    let form = resolve::register(&session, &args.register)?;
    let stamp = session.stamp();
    let said = field_args::said(&form, &args.fields, &session.reader(&stamp))?;
    if args.stdin {
        let mut text = String::new();
        std::io::stdin().read_to_string(&mut text)?;
        return super::stdin::add(call, &mut session, &form, &said, &text);
    }
    let mut draft = field_args::new_draft(&form, &session.reader(&stamp))?;
    field_args::put(&mut draft, said);
    let saved = save::add(&mut session.store, &draft, &stamp)?;
    tell(call, &form, &saved.into_result()?)
}

/// `deskbook edit REGISTER ID field=value …`
pub fn edit(call: &mut Call, args: &EditArgs) -> Ended {
    let mut session = call.open()?;
    let form = resolve::register(&session, &args.register)?;
    let draft = draft_of(&session, &form, &args.id, args.rev, &args.fields)?;
    let stamp = session.stamp();
    let saved = save::edit(&mut session.store, &draft, args.reason.as_deref(), &stamp)?;
    tell(call, &form, &saved.into_result()?)
}

/// `deskbook act REGISTER ID ACTION field=value …`
pub fn act(call: &mut Call, args: &ActArgs) -> Ended {
    let mut session = call.open()?;
    let form = resolve::register(&session, &args.register)?;
    resolve::action(call.lang, &form, &args.action)?;
    let draft = draft_of(&session, &form, &args.id, args.rev, &args.fields)?;
    let stamp = session.stamp();
    let saved = save::act(&mut session.store, &draft, &args.action, &stamp)?;
    tell(call, &form, &saved.into_result()?)
}

/// `deskbook void REGISTER ID --reason TEXT`
pub fn void(call: &mut Call, args: &VoidArgs) -> Ended {
    let mut session = call.open()?;
    let form = resolve::register(&session, &args.register)?;
    let stamp = session.stamp();
    let record = resolve::record(&form, &args.id, &session.reader(&stamp))?;
    let rev = args.rev.unwrap_or(record.rev);
    let saved = save::void(
        &mut session.store,
        &form.id,
        record.id,
        rev,
        &args.reason,
        &stamp,
    )?;
    tell(call, &form, &saved.into_result()?)
}

/// A draft of the changes of one record, at the revision that was seen: the one named, else the newest.
fn draft_of(
    session: &Session,
    form: &Form,
    id: &str,
    rev: Option<i64>,
    words: &[String],
) -> Ended<Draft> {
    let stamp = session.stamp();
    let reader = session.reader(&stamp);
    let said = field_args::said(form, words, &reader)?;
    let record = resolve::record(form, id, &reader)?;
    let mut draft = Draft::new(&form.id);
    draft.of = Some((record.id, rev.unwrap_or(record.rev)));
    field_args::put(&mut draft, said);
    Ok(draft)
}
