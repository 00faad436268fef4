//! The words of the interface: `assets/locale/<language>/*.ftl`, formatted by message id.
//!
//! One file for each room of the house; a message id stands once. Labels of registers and fields are not here: they stand in the forms.

use std::sync::OnceLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource};
use include_dir::{Dir, include_dir};
use unic_langid::LanguageIdentifier;

use super::text::{Lang, Text};

static FILES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/assets/locale");

/// The message of an id with its arguments; the id itself where there is none, so that a gap is seen.
pub fn say(lang: Lang, id: &str, args: &[(&str, &str)]) -> String {
    let bundle = bundle(lang);
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
    bundle(lang).has_message(id)
}

/// The message ids of a language, in the order of its files.
pub fn ids(lang: Lang) -> Vec<&'static str> {
    sources(lang)
        .flat_map(str::lines)
        .filter(|line| line.starts_with(|c: char| c.is_ascii_lowercase()))
        .filter_map(|line| line.split_once(" =").map(|(id, _)| id))
        .collect()
}

fn sources(lang: Lang) -> impl Iterator<Item = &'static str> {
    FILES
        .get_dir(lang.tag())
        .into_iter()
        .flat_map(Dir::files)
        .filter_map(include_dir::File::contents_utf8)
}

fn bundle(lang: Lang) -> &'static FluentBundle<FluentResource> {
    static BUNDLES: [OnceLock<FluentBundle<FluentResource>>; 2] =
        [OnceLock::new(), OnceLock::new()];
    BUNDLES[lang as usize].get_or_init(|| {
        let tag: LanguageIdentifier = lang.tag().parse().unwrap_or_default();
        let mut bundle = FluentBundle::new_concurrent(vec![tag]);
        // The marks around arguments would reach the terminal as invisible characters.
        bundle.set_use_isolating(false);
        for text in sources(lang) {
            let resource =
                FluentResource::try_new(text.to_owned()).unwrap_or_else(|(partial, _)| partial);
            bundle.add_resource_overriding(resource);
        }
        bundle
    })
}
