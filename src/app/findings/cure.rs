//! Enter on a finding: what would put it right, or the record itself.

use crate::app::screen::effect::{Effect, Effects, Opening};
use crate::app::screen::scene::Sight;
use crate::model::Draft;
use crate::rules::fill;
use crate::rules::watch::Finding;
use crate::store::Result;

use super::look::FoundIndex;

/// Begins the record that would put the finding of a place right; else opens the record it is about.
///
/// # Errors
/// Trouble with the file.
pub fn settle(place: usize, sight: &Sight<'_>) -> Result<Effects> {
    let Some(found) = &sight.scene.findings.found else {
        return Ok(Vec::new());
    };
    let Some(finding) = found.get(place) else {
        return Ok(Vec::new());
    };
    if sight.scene.writable
        && let Some(draft) = cure(found, finding, sight)?
    {
        return Ok(vec![Effect::Open(Opening::Filled(Box::new(draft)))]);
    }
    Ok(vec![Effect::Open(Opening::Record(
        finding.register.clone(),
        finding.id,
    ))])
}

/// A new record, filled in as the rule says.
fn cure(found: &FoundIndex, finding: &Finding, sight: &Sight<'_>) -> Result<Option<Draft>> {
    let guard = found.held.watch.guard(&finding.rule);
    let Some((guard, cure)) = guard.and_then(|g| Some((g, g.rule.cure.as_ref()?))) else {
        return Ok(None);
    };
    let reader = sight.reader();
    let Some(record) = reader.record(&finding.register, finding.id)? else {
        return Ok(None);
    };
    fill::follow_draft(cure, &guard.form, &record, &reader)
}
