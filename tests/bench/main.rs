//! The speeds of the desk over one register of a million rows, each beside raw `SQLite` in the same run.
//!
//! `cargo bench` makes the file once under `target/tmp` and keeps it; `DESKBOOK_BENCH_ROWS` sets its size.
//! Criterion times single steps; the table of ratios at the end is what the goals are about.

mod fixture;
mod frame;
mod import;
mod ratio;
mod reading;
mod saving;

use std::time::Duration;

use criterion::Criterion;

fn main() {
    let desk = fixture::desk();
    let mut criterion = Criterion::default()
        .sample_size(30)
        .measurement_time(Duration::from_secs(2))
        .configure_from_args();
    reading::pages(&mut criterion, &desk);
    reading::searches(&mut criterion, &desk);
    criterion.final_summary();

    ratio::heading(&desk);
    frame::ratios(&desk);
    reading::ratios(&desk);
    saving::ratios(&desk);
    import::ratios();
    ratio::memory();
}
