//! Two ways of doing the same, timed turn by turn in one run, and the ratio of their medians.

use std::time::{Duration, Instant};

use super::fixture::Desk;

pub fn heading(desk: &Desk) {
    println!(
        "\n{} rows in one register; medians of turns taken in pairs\n",
        desk.rows
    );
    println!(
        "{:<44} {:>11} {:>11} {:>8} {:>7}",
        "", "deskbook", "raw", "ratio", "goal"
    );
}

/// Times both, `turns` times each in turn, and prints a line.
pub fn pair(
    name: &str,
    goal: f64,
    turns: u32,
    mut ours: impl FnMut(u32),
    mut raw: impl FnMut(u32),
) {
    let (mut a, mut b) = (Vec::new(), Vec::new());
    for turn in 0..turns {
        a.push(time(|| ours(turn)));
        b.push(time(|| raw(turn)));
    }
    let (ours, raw) = (median(&mut a), median(&mut b));
    let ratio = ours.as_secs_f64() / raw.as_secs_f64();
    println!(
        "{name:<44} {:>11} {:>11} {ratio:>8.2} {goal:>7.1}",
        show(ours),
        show(raw)
    );
}

/// Times one thing and prints its median and 99th percentile beside the goal.
pub fn alone(name: &str, goal: Duration, turns: u32, mut work: impl FnMut(u32)) {
    let mut times: Vec<Duration> = (0..turns).map(|turn| time(|| work(turn))).collect();
    let middle = median(&mut times);
    let worst = times[(times.len() * 99).div_ceil(100) - 1];
    println!(
        "{name:<44} {:>11} {:>11} {:>8} {:>7}",
        show(middle),
        show(worst),
        "(p99)",
        show(goal)
    );
}

/// Resident memory of this process, with a million rows open.
pub fn memory() {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status
        .lines()
        .find(|l| l.starts_with("VmRSS"))
        .unwrap_or("VmRSS unknown");
    println!(
        "\n{}",
        line.split_whitespace().collect::<Vec<_>>().join(" ")
    );
}

pub fn time(work: impl FnOnce()) -> Duration {
    let begun = Instant::now();
    work();
    begun.elapsed()
}

fn median(times: &mut [Duration]) -> Duration {
    times.sort();
    times[times.len() / 2]
}

pub fn show(time: Duration) -> String {
    let micros = time.as_secs_f64() * 1e6;
    if micros < 1_000.0 {
        format!("{micros:.0} µs")
    } else if micros < 1_000_000.0 {
        format!("{:.2} ms", micros / 1e3)
    } else {
        format!("{:.2} s", micros / 1e6)
    }
}
