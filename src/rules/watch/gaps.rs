//! Holes between intervals. Pure.

use chrono::NaiveDateTime;

use crate::model::value::MOMENT;

/// A moment as the file writes it, a date standing for its beginning.
pub fn moment(text: &str) -> Option<NaiveDateTime> {
    let whole = if text.len() == 10 {
        format!("{text}T00:00")
    } else {
        text.chars().take(16).collect()
    };
    NaiveDateTime::parse_from_str(&whole, MOMENT).ok()
}

/// The intervals of a list `from/to,from/to`; what cannot be read or ends before it begins covers nothing.
pub fn spans(list: &str) -> Vec<(NaiveDateTime, NaiveDateTime)> {
    let one = |span: &str| {
        let (from, to) = span.split_once('/')?;
        Some((moment(from)?, moment(to)?)).filter(|(from, to)| from < to)
    };
    list.split(',').filter_map(one).collect()
}

/// The stretches that no interval covers and that begin between two moments, in order. Touching intervals leave none.
/// A stretch ends where the next interval begins, even after the second moment; at that moment where none does.
pub fn gaps(
    mut spans: Vec<(NaiveDateTime, NaiveDateTime)>,
    from: NaiveDateTime,
    to: NaiveDateTime,
) -> Vec<(NaiveDateTime, NaiveDateTime)> {
    spans.sort_unstable();
    let mut out = Vec::new();
    let mut covered = from;
    for (begin, end) in spans {
        if begin > covered && covered < to {
            out.push((covered, begin));
        }
        covered = covered.max(end);
    }
    if covered < to {
        out.push((covered, to));
    }
    out
}

#[cfg(test)]
mod tests {
    use chrono::{Duration, NaiveDate};
    use proptest::prelude::*;

    use super::*;

    fn at(minute: i64) -> NaiveDateTime {
        let start = NaiveDate::from_ymd_opt(2026, 2, 28).and_then(|d| d.and_hms_opt(0, 0, 0));
        start.expect("a moment") + Duration::minutes(minute)
    }

    #[test]
    fn each_hole_is_named_and_touching_shifts_leave_none() {
        let day = |n: i64| (at(n * 720), at(n * 720 + 720));
        assert_eq!(gaps(vec![day(0), day(1), day(2)], at(0), at(2160)), []);
        assert_eq!(
            gaps(vec![day(0), day(2)], at(0), at(2160)),
            [(at(720), at(1440))]
        );
        assert_eq!(
            gaps(vec![], at(0), at(10)),
            [(at(0), at(10))],
            "nobody at all"
        );
        assert_eq!(gaps(vec![(at(-5), at(1))], at(0), at(2)), [(at(1), at(2))]);
        assert_eq!(
            gaps(vec![(at(50), at(60))], at(0), at(10)),
            [(at(0), at(50))],
            "covered too late: the whole hole is named"
        );
    }

    #[test]
    fn what_cannot_be_read_covers_nothing() {
        let list = "2026-01-01T08:00/2026-01-01T20:00,x/y,2026-01-02T20:00/2026-01-02T08:00";
        assert_eq!(spans(list).len(), 1);
        assert_eq!(spans(""), []);
        assert_eq!(moment("2026-01-01"), moment("2026-01-01T00:00:59"));
    }

    proptest! {
        /// Minute by minute: a minute lies in a hole exactly when no interval has it.
        #[test]
        fn holes_are_what_no_interval_covers(shifts in prop::collection::vec((0_i64..60, 1_i64..20), 0..8)) {
            let spans: Vec<_> = shifts.iter().map(|(a, n)| (at(*a), at(a + n))).collect();
            let holes = gaps(spans.clone(), at(0), at(60));
            for minute in 0..60 {
                let covered = spans.iter().any(|(a, b)| *a <= at(minute) && at(minute) < *b);
                let open = holes.iter().any(|(a, b)| *a <= at(minute) && at(minute) < *b);
                prop_assert_ne!(covered, open);
            }
        }
    }
}
