//! What the program says about itself: help, completions, the manual page, docs/CLI.md.
//!
//! All of them are readings of one command, put into words by [`super::help_text`].

use std::io::Write;

use clap::Command;
use clap_complete::{Shell, generate};

use crate::app::manual;

use super::context::Call;
use super::exit::Ended;
use super::{help_text, resolve};

/// `deskbook completions SHELL`
pub fn completions(call: &mut Call, shell: Shell) -> Ended {
    let mut text = Vec::new();
    generate(
        shell,
        &mut help_text::command(call.lang),
        "deskbook",
        &mut text,
    );
    call.out.write_all(&text)?;
    Ok(())
}

/// `deskbook man`: one page that holds every verb.
pub fn man(call: &mut Call) -> Ended {
    let mut root = help_text::command(call.lang);
    root.build();
    let mut text = Vec::new();
    let page = clap_mangen::Man::new(root.clone());
    page.render_title(&mut text)?;
    page.render_name_section(&mut text)?;
    page.render_synopsis_section(&mut text)?;
    page.render_description_section(&mut text)?;
    page.render_options_section(&mut text)?;
    verbs(&mut text, &root)?;
    page.render_extra_section(&mut text)?;
    call.out.write_all(&text)?;
    Ok(())
}

/// A verb without what holds everywhere, which stands once, at the beginning.
fn apart(command: &Command) -> Command {
    command.clone().mut_args(|arg| {
        let everywhere = arg.is_global_set() || arg.get_id() == "help";
        arg.hide(everywhere)
    })
}

fn verbs(text: &mut Vec<u8>, command: &Command) -> Ended {
    for sub in command.get_subcommands().filter(|c| !c.is_hide_set()) {
        let own = apart(sub);
        let name = sub.get_bin_name().unwrap_or_else(|| sub.get_name());
        writeln!(text, ".SH \"{}\"", name.to_uppercase())?;
        let mut part = Vec::new();
        let page = clap_mangen::Man::new(own.clone());
        page.render_synopsis_section(&mut part)?;
        page.render_description_section(&mut part)?;
        if own.get_arguments().any(|a| !a.is_hide_set()) {
            page.render_options_section(&mut part)?;
        }
        if own.get_after_help().is_some() {
            page.render_extra_section(&mut part)?;
        }
        // Below a verb its parts are sections of the second rank.
        let part = String::from_utf8_lossy(&part).replace("\n.SH ", "\n.SS ");
        text.extend(
            part.strip_prefix(".SH ")
                .map_or(part.clone(), |p| format!(".SS {p}"))
                .bytes(),
        );
        verbs(text, sub)?;
    }
    Ok(())
}

/// `deskbook help [COMMAND]`
pub fn help(call: &mut Call, about: &[String]) -> Ended {
    let mut command = help_text::command(call.lang);
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
                return Err(resolve::unknown(
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

/// `deskbook docs NAME`: docs/CLI.md, docs/KEYS.md, docs/COMPLAINTS.md, docs/RULEBOOK.md.
pub fn docs(call: &mut Call, name: &str) -> Ended {
    let page = manual::pages().into_iter().find(|(page, _)| *page == name);
    let text = page.map_or_else(|| reference(call), |(_, text)| text);
    call.out.write_all(text.as_bytes())?;
    Ok(())
}

fn reference(call: &Call) -> String {
    let mut root = help_text::command(call.lang).term_width(96);
    root.build();
    let mut out = format!(
        "# {}\n\n{}\n",
        call.say("cli-doc-title", &[]),
        call.say("cli-doc-intro", &[])
    );
    chapter(&mut out, &mut root, "deskbook");
    out += &format!("\n## JSON\n\n{}\n", call.say("cli-doc-json", &[]));
    out
}

fn chapter(out: &mut String, command: &mut Command, path: &str) {
    let help = command.render_help().to_string();
    let lines: Vec<&str> = help.trim_end().lines().map(str::trim_end).collect();
    *out += &format!("\n## {path}\n\n```text\n{}\n```\n", lines.join("\n"));
    for sub in command.get_subcommands().filter(|c| !c.is_hide_set()) {
        chapter(out, &mut apart(sub), &format!("{path} {}", sub.get_name()));
    }
}
