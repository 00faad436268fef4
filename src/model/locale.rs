//! The words of the interface: `assets/locale/<language>/*.ftl`, formatted by message id.
//!
//! One file for each room of the house, and no message names one of another; a message id stands once. Labels of registers and fields are not here: they stand in the forms.

use std::collections::HashMap;
use std::sync::OnceLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource};
use include_dir::{Dir, include_dir};
use unic_langid::LanguageIdentifier;

use super::text::{Lang, Text};

static FILES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/assets/locale");

/// The message of an id with its arguments; the id itself where there is none, so that a gap is seen.
pub fn say(lang: Lang, id: &str, args: &[(&str, &str)]) -> String {
    let Some(bundle) = bundle(lang, id) else {
        return id.to_owned();
    };
    let Some(pattern) = bundle.get_message(id).and_then(|m| m.value()) else {
        return id.to_owned();
    };
    let mut given = FluentArgs::new();
    for (name, value) in args {
        given.set(*name, *value);
    }
    let mut errors = Vec::new();
    bundle
        .format_pattern(pattern, Some(&given), &mut errors)
        .into_owned()
}

/// The message in both languages.
pub fn both(id: &str, args: &[(&str, &str)]) -> Text {
    Text {
        zh: say(Lang::Zh, id, args),
        en: say(Lang::En, id, args),
    }
}

/// A message as it is written, its arguments still in braces; for the manual.
pub fn pattern(lang: Lang, id: &str) -> String {
    let start = format!("{id} = ");
    let line = sources(lang)
        .flat_map(str::lines)
        .find_map(|line| line.strip_prefix(&start));
    line.unwrap_or(id).replace("{ $", "{").replace(" }", "}")
}

/// Whether a language has a message.
pub fn has(lang: Lang, id: &str) -> bool {
    bundle(lang, id).is_some()
}

/// The message ids of a language, in the order of its files.
pub fn ids(lang: Lang) -> Vec<&'static str> {
    sources(lang).flat_map(ids_of).collect()
}

fn ids_of(text: &'static str) -> impl Iterator<Item = &'static str> {
    text.lines()
        .filter(|line| line.starts_with(|c: char| c.is_ascii_lowercase()))
        .filter_map(|line| line.split_once(" =").map(|(id, _)| id))
}

fn sources(lang: Lang) -> impl Iterator<Item = &'static str> {
    FILES
        .get_dir(lang.tag())
        .into_iter()
        .flat_map(Dir::files)
        .filter_map(include_dir::File::contents_utf8)
}

/// The files of a language, each read when one of its messages is first asked for.
struct Shelf {
    files: Vec<(&'static str, OnceLock<FluentBundle<FluentResource>>)>,
    /// In which file each message stands.
    places: HashMap<&'static str, usize>,
}

/// The messages of the file in which an id stands; nothing where there is no such message.
fn bundle(lang: Lang, id: &str) -> Option<&'static FluentBundle<FluentResource>> {
    static SHELVES: [OnceLock<Shelf>; 2] = [OnceLock::new(), OnceLock::new()];
    let shelf = SHELVES[lang as usize].get_or_init(|| {
        let files = || sources(lang).zip(0..);
        let place = |(text, n)| ids_of(text).map(move |id| (id, n));
        Shelf {
            files: files().map(|(text, _)| (text, OnceLock::new())).collect(),
            places: files().flat_map(place).collect(),
        }
    });
    let (text, bundle) = &shelf.files[*shelf.places.get(id)?];
    Some(bundle.get_or_init(|| read(lang, text)))
}

fn read(lang: Lang, text: &str) -> FluentBundle<FluentResource> {
    let tag: LanguageIdentifier = lang.tag().parse().unwrap_or_default();
    let mut bundle = FluentBundle::new_concurrent(vec![tag]);
    // The marks around arguments would reach the terminal as invisible characters.
    bundle.set_use_isolating(false);
    let resource = FluentResource::try_new(text.to_owned()).unwrap_or_else(|(partial, _)| partial);
    bundle.add_resource_overriding(resource);
    bundle
}
