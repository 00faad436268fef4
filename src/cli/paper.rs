//! What the program says about itself: help, completions, the manual page, docs/CLI.md.
//!
//! All of them are readings of one command, put into words by [`super::words`].

use std::io::Write;

use clap::Command;
use clap_complete::{Shell, generate};

use crate::app::manual;

use super::call::Call;
use super::stop::Ended;
use super::{names, words};

/// `deskbook completions SHELL`
pub fn completions(call: &mut Call, shell: Shell) -> Ended {
    let mut text = Vec::new();
    generate(shell, &mut words::command(call.lang), "deskbook", &mut text);
    call.out.write_all(&text)?;
    Ok(())
}

/// `deskbook man`
pub fn man(call: &mut Call) -> Ended {
    let mut text = Vec::new();
    clap_mangen::Man::new(words::command(call.lang)).render(&mut text)?;
    call.out.write_all(&text)?;
    Ok(())
}

/// `deskbook help [COMMAND]`
pub fn help(call: &mut Call, about: &[String]) -> Ended {
    let mut command = words::command(call.lang);
    command.build();
    let mut found = &mut command;
    for name in about {
        let known: Vec<String> = found
            .get_subcommands()
            .map(|c| c.get_name().to_owned())
            .collect();
        found = match found.find_subcommand_mut(name) {
            Some(sub) => sub,
            None => {
                return Err(names::unknown(
                    call.lang,
                    "verb",
                    name,
                    known.iter().map(String::as_str),
                ));
            }
        };
    }
    let text = found.render_help().to_string();
    call.text(&text)
}

/// `deskbook docs NAME`: docs/CLI.md, docs/KEYS.md, docs/COMPLAINTS.md.
pub fn docs(call: &mut Call, name: &str) -> Ended {
    let page = manual::pages().into_iter().find(|(page, _)| *page == name);
    let text = page.map_or_else(|| reference(call), |(_, text)| text);
    call.out.write_all(text.as_bytes())?;
    Ok(())
}

fn reference(call: &Call) -> String {
    let mut root = words::command(call.lang).term_width(96);
    root.build();
    let mut out = format!(
        "# {}\n\n{}\n",
        call.say("cli-doc-title", &[]),
        call.say("cli-doc-intro", &[])
    );
    chapter(&mut out, &mut root, "deskbook");
    out
}

fn chapter(out: &mut String, command: &mut Command, path: &str) {
    if command.is_hide_set() {
        return;
    }
    let help = command.render_help().to_string();
    let lines: Vec<&str> = help.trim_end().lines().map(str::trim_end).collect();
    *out += &format!("\n## {path}\n\n```text\n{}\n```\n", lines.join("\n"));
    for sub in command.get_subcommands_mut() {
        let path = format!("{path} {}", sub.get_name());
        chapter(out, sub, &path);
    }
}
