//! How long commands take as whole processes: by `hyperfine` where it is installed, else by a plain loop that says so.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

const RUNS: usize = 40;
const WARM_UP: usize = 4;

pub struct Clock {
    hyperfine: bool,
    folder: PathBuf,
}

impl Clock {
    /// A clock that may lay things into a folder, which is also the home of whom it asks.
    pub fn new(folder: &Path) -> Self {
        let found = Command::new("hyperfine").arg("--version").output();
        let hyperfine = found.is_ok_and(|o| o.status.success());
        if !hyperfine {
            println!("hyperfine is not installed: times are medians of a plain loop");
        }
        Self {
            hyperfine,
            folder: folder.to_owned(),
        }
    }

    /// The median of each command, in seconds.
    pub fn medians<const N: usize>(&self, commands: [&[String]; N]) -> [f64; N] {
        if self.hyperfine {
            self.by_hyperfine(commands)
        } else {
            self.by_turns(commands)
        }
    }

    fn by_hyperfine<const N: usize>(&self, commands: [&[String]; N]) -> [f64; N] {
        let told = self.folder.join("hyperfine.json");
        let done = Command::new("hyperfine")
            .args(["--shell=none", "--style=none", "--output=null"])
            .args([
                "--runs",
                &RUNS.to_string(),
                "--warmup",
                &WARM_UP.to_string(),
            ])
            .arg("--export-json")
            .arg(&told)
            .args(commands.map(quoted))
            .env("HOME", &self.folder)
            .stdout(Stdio::null())
            .output()
            .expect("hyperfine");
        let why = String::from_utf8_lossy(&done.stderr);
        assert!(done.status.success(), "{why}");
        let text = std::fs::read_to_string(&told).expect("what it measured");
        let json: serde_json::Value = serde_json::from_str(&text).expect("JSON");
        std::array::from_fn(|n| json["results"][n]["median"].as_f64().expect("a median"))
    }

    /// Turn by turn, so that what disturbs one disturbs the others too.
    fn by_turns<const N: usize>(&self, commands: [&[String]; N]) -> [f64; N] {
        let mut times = [const { Vec::new() }; N];
        for turn in 0..WARM_UP + RUNS {
            for (command, times) in commands.iter().zip(&mut times) {
                let begun = Instant::now();
                let done = Command::new(&command[0])
                    .args(&command[1..])
                    .env("HOME", &self.folder)
                    .output()
                    .expect("a command");
                assert!(done.status.success(), "{done:?}");
                if turn >= WARM_UP {
                    times.push(begun.elapsed().as_secs_f64());
                }
            }
        }
        times.map(median)
    }
}

pub fn median(mut times: Vec<f64>) -> f64 {
    times.sort_by(f64::total_cmp);
    times[times.len() / 2]
}

/// A command as one line whose words can be told apart again.
fn quoted(command: &[String]) -> String {
    let words = command
        .iter()
        .map(|w| format!("'{}'", w.replace('\'', r"'\''")));
    words.collect::<Vec<_>>().join(" ")
}

pub fn show(seconds: f64) -> String {
    format!("{:.1} ms", seconds * 1e3)
}
