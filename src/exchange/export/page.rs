//! A list as one page to print: everything in one file, no script, A4.
//!
//! Invariant: what was stored is text on the page, never markup. Must never know which browser prints it.

use std::fmt::Write as _;

use crate::model::text::safety;
use crate::model::{Field, Form, Lang, Record, Value, locale};
use crate::store::Reader;

use super::ExportOptions;

/// A page in the making.
pub struct HtmlPage<'a> {
    form: &'a Form,
    columns: Vec<(usize, &'a Field)>,
    lang: Lang,
    heading: String,
    organisation: String,
    printed: String,
    by: String,
    landscape: bool,
    rows: u64,
}

const STYLE: &str = "\
@page{size:A4 ORIENTATION;margin:15mm 12mm}\
body{font-family:\"Noto Sans CJK SC\",\"Source Han Sans SC\",\"Microsoft YaHei\",\"PingFang SC\",SimSun,sans-serif;font-size:9.5pt;color:#000;margin:0}\
h1{font-size:15pt;margin:0;text-align:center}h2{font-size:10pt;font-weight:normal;margin:0 0 2mm;text-align:center}\
p{margin:1mm 0;font-size:8.5pt}table{border-collapse:collapse;width:100%}\
thead{display:table-header-group}tr{break-inside:avoid}\
th,td{border:.4pt solid #444;padding:1mm 1.5mm;text-align:left;vertical-align:top;overflow-wrap:anywhere}\
td{white-space:pre-wrap}td.n{text-align:right;white-space:nowrap}th small{display:block;font-weight:normal}";

impl<'a> HtmlPage<'a> {
    pub fn new(form: &'a Form, options: &ExportOptions, reader: &Reader<'_>) -> Self {
        let place = |id: &str| form.fields.iter().position(|f| f.id == id);
        let columns = if options.columns.is_empty() {
            form.listed()
                .into_iter()
                .filter_map(|f| Some((place(&f.id)?, f)))
                .collect()
        } else {
            options
                .columns
                .iter()
                .filter_map(|id| place(id))
                .map(|i| (i, &form.fields[i]))
                .collect::<Vec<_>>()
        };
        Self {
            form,
            landscape: form.print.landscape || columns.len() > 6,
            columns,
            lang: reader.lang,
            heading: options.heading.clone(),
            organisation: options.organisation.clone(),
            printed: reader.stamp.now.format("%Y-%m-%d %H:%M").to_string(),
            by: reader.stamp.by.clone(),
            rows: 0,
        }
    }

    /// Everything before the first row.
    pub fn head(&self) -> String {
        let other = self.lang.other();
        let label = &self.form.label;
        let title = if self.heading.is_empty() {
            label.get(self.lang)
        } else {
            &self.heading
        };
        let way = if self.landscape {
            "landscape"
        } else {
            "portrait"
        };
        let mut out = format!(
            "<!DOCTYPE html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n<title>{}</title>\n<style>{}</style>\n</head>\n<body>\n",
            self.lang.tag(),
            escaped(title),
            STYLE.replace("ORIENTATION", way)
        );
        if !self.organisation.is_empty() {
            let _ = writeln!(out, "<h2>{}</h2>", escaped(&self.organisation));
        }
        let _ = write!(
            out,
            "<h1>{}</h1>\n<h2 lang=\"{}\">{}</h2>\n<table>\n<thead><tr><th>#</th>",
            escaped(title),
            other.tag(),
            escaped(label.get(other))
        );
        if self.form.number.is_some() {
            self.heading_cell(&mut out, "number");
        }
        for (_, field) in &self.columns {
            self.heading_cell(&mut out, &field.id);
        }
        out.push_str("</tr></thead>\n<tbody>\n");
        out
    }

    fn heading_cell(&self, out: &mut String, id: &str) {
        let (here, there) = (
            self.form.label_of(id, self.lang),
            self.form.label_of(id, self.lang.other()),
        );
        let _ = write!(
            out,
            "<th>{}<small lang=\"{}\">{}</small></th>",
            escaped(&here),
            self.lang.other().tag(),
            escaped(&there)
        );
    }

    /// One record.
    pub fn row(&mut self, record: &Record) -> String {
        self.rows += 1;
        let mut out = format!("<tr><td class=\"n\">{}</td>", self.rows);
        if self.form.number.is_some() {
            let number = record.number.as_deref().unwrap_or_default();
            let _ = write!(out, "<td>{}</td>", escaped(number));
        }
        for (i, field) in &self.columns {
            let value = record.values.get(*i).unwrap_or(&Value::Empty);
            let title = record.titles.get(*i).and_then(Option::as_deref);
            let text = match (title, value) {
                (Some(title), _) => title.to_owned(),
                (None, Value::Text(state)) if matches!(field.kind, crate::model::Kind::State) => {
                    self.form
                        .state(state)
                        .map_or_else(|| state.clone(), |s| s.label.get(self.lang).to_owned())
                }
                _ => value.show(&field.kind, self.lang),
            };
            let class = if field.kind.is_numeric() {
                " class=\"n\""
            } else {
                ""
            };
            let _ = write!(out, "<td{class}>{}</td>", escaped(&text));
        }
        out.push_str("</tr>\n");
        out
    }

    /// Everything after the last row.
    pub fn foot(&self) -> String {
        let args = [
            ("rows", self.rows.to_string()),
            ("at", self.printed.clone()),
            ("by", self.by.clone()),
        ];
        let args: Vec<(&str, &str)> = args.iter().map(|(k, v)| (*k, v.as_str())).collect();
        let say = |lang| escaped(&locale::say(lang, "exchange-page-foot", &args));
        format!(
            "</tbody>\n</table>\n<p>{}</p>\n<p lang=\"{}\">{}</p>\n</body>\n</html>\n",
            say(self.lang),
            self.lang.other().tag(),
            say(self.lang.other())
        )
    }
}

/// Text as it may stand between tags and in attributes; what hides or reorders is shown by its code.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for (n, line) in text.split('\n').enumerate() {
        if n > 0 {
            out.push('\n');
        }
        for c in safety::visible(line).chars() {
            match c {
                '&' => out.push_str("&amp;"),
                '<' => out.push_str("&lt;"),
                '>' => out.push_str("&gt;"),
                '"' => out.push_str("&quot;"),
                '\'' => out.push_str("&#39;"),
                _ => out.push(c),
            }
        }
    }
    out
}
