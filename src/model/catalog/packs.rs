//! Packs and groups: what a desk adopts, and the headings of its side list.

use serde::Deserialize;

use crate::model::form::FormHead;
use crate::model::text::Text;

/// The shipped packs and groups (`assets/packs.toml`).
#[derive(Clone, Debug, Default)]
pub struct Packs {
    packs: Vec<Pack>,
    groups: Vec<GroupDef>,
}

/// A set of registers that a kind of organisation adopts together.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pack {
    pub id: String,
    pub label: Text,
    /// Registers of other packs that come along.
    #[serde(default)]
    pub also: Vec<String>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct GroupDef {
    id: String,
    label: Text,
    #[serde(default)]
    registers: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PacksFile {
    pack: Vec<Pack>,
    group: Vec<GroupDef>,
}

impl Packs {
    /// Reads the packs file.
    ///
    /// # Errors
    /// The library's message with line and column.
    pub fn read(source: &str) -> Result<Self, toml::de::Error> {
        let file: PacksFile = toml::from_str(source)?;
        Ok(Self {
            packs: file.pack,
            groups: file.group,
        })
    }

    pub fn all(&self) -> &[Pack] {
        &self.packs
    }

    /// Where a form stands in the side list: its group, then its place in the group.
    pub fn place(&self, form: &FormHead) -> (usize, usize) {
        let group = self
            .groups
            .iter()
            .position(|g| g.id == form.group)
            .unwrap_or(self.groups.len());
        let within = self
            .groups
            .get(group)
            .and_then(|g| g.registers.iter().position(|r| *r == form.id));
        (group, within.unwrap_or(usize::MAX))
    }

    pub fn group_label(&self, id: &str) -> Text {
        self.groups
            .iter()
            .find(|g| g.id == id)
            .map_or_else(|| Text::same(id), |g| g.label.clone())
    }

    /// Whether adopted packs show a form. What is in every desk, and forms of unknown packs, are always shown.
    pub fn shows(&self, adopted: &[String], id: &str, pack: &str) -> bool {
        pack == "core"
            || adopted.iter().any(|a| a == pack)
            || !self.packs.iter().any(|p| p.id == pack)
            || self
                .packs
                .iter()
                .any(|p| adopted.contains(&p.id) && p.also.iter().any(|a| a == id))
    }
}
