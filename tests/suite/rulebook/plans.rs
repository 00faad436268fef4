//! Query plans of the rules: what stands beside a record is found by an index wherever one serves.

use std::collections::BTreeSet;

use deskbook::model::Lang;
use deskbook::model::rulebook;
use deskbook::store::plan_of;
use deskbook::store::sql::rule::RuleReach;

use super::cases;
use crate::desk::prepared;

/// What has to be looked through: words within a text, everything of a kind, and sums that no index holds.
const LOOKED_THROUGH: [&str; 9] = [
    "gas_user.opener_has_account",
    "hpf_account.office_is_known",
    "incident.conduct_judged",
    "log_retention.hole_is_event",
    "material_event.somebody_is_named",
    "occupation_case.monthly_reminder",
    "related_forecast.excess_settled",
    "software_catalog.licence_by_request",
    "survey.survey_reaches_all",
];

#[test]
fn nothing_beside_a_record_is_looked_through() {
    let folder = tempfile::tempdir().expect("a folder");
    let stamp = cases::stamp(cases::long_ago());
    let store = prepared::shipped(&folder.path().join("d.sqlite"), &stamp);
    let reader = store.reader(&stamp, Lang::Zh);
    let mut scans = BTreeSet::new();
    for watch in &rulebook::shipped().rules {
        let name = format!("{}.{}", watch.register, watch.rule.id);
        // A regulation is one record: what its rules ask is asked once.
        if watch.register == "regulation" || LOOKED_THROUGH.contains(&name.as_str()) {
            continue;
        }
        let form = store.catalog().form(&watch.register).expect("a form");
        let plan = plan_of(
            &reader,
            &watch.rule,
            form,
            store.catalog(),
            RuleReach::default(),
        )
        .expect("a plan");
        for step in plan.iter().filter(|s| s.starts_with("SCAN q")) {
            scans.insert(format!("{name}: {step}"));
        }
    }
    assert!(
        scans.is_empty(),
        "{} scans:\n{}",
        scans.len(),
        scans.into_iter().collect::<Vec<_>>().join("\n")
    );
}
