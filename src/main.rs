//! Reads the arguments, runs, and ends with the right exit code.

use std::process::ExitCode;

use deskbook::cli::{self, Next};
use deskbook::{model, ui};

fn main() -> ExitCode {
    std::panic::set_hook(Box::new(|info| {
        let place = info.location().map(ToString::to_string).unwrap_or_default();
        let text = model::locale::both("cli-panic", &[("place", &place)]);
        eprintln!("{}\n{}", text.zh, text.en);
    }));
    // The contract knows no exit code of a panic: to the caller it is trouble of the world.
    let code = std::panic::catch_unwind(run).unwrap_or(3);
    ExitCode::from(code)
}

fn run() -> u8 {
    match cli::run(std::env::args_os()) {
        Next::End(code) => code,
        Next::Desk(opened) => {
            let lang = opened.session.lang;
            let options = ui::TerminalOptions {
                theme: opened.look.theme,
                ascii: opened.look.ascii.then_some(true),
                no_mouse: opened.look.no_mouse,
                register: None,
            };
            match ui::run(opened.session, &options) {
                Ok(()) => 0,
                Err(error) => cli::tell(error, lang),
            }
        }
    }
}
