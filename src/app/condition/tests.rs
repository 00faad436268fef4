//! Cases of conditions by kind, and that what is shown is read back.

use chrono::{NaiveDate, NaiveDateTime};
use proptest::prelude::*;

use super::{read, show};
use crate::model::form::kind::{Choice, Kind, Target};
use crate::model::{Lang, Text};
use crate::store::Predicate;

fn now() -> NaiveDateTime {
    NaiveDate::from_ymd_opt(2026, 11, 23)
        .and_then(|d| d.and_hms_opt(18, 54, 0))
        .expect("a moment")
}

fn list() -> Vec<Choice> {
    let choice = |code: &str, zh: &str, en: &str| Choice {
        code: code.into(),
        label: Text::new(zh, en),
    };
    vec![
        choice("theft", "盗窃", "Theft"),
        choice("fire", "火灾", "Fire"),
        choice("flood", "水浸", "Flood"),
    ]
}

fn person() -> Kind {
    Kind::Reference(Target {
        register: "person".into(),
        filter: None,
    })
}

/// 值班员甲 is 1, 值班员乙 is 2; `zby` means both.
fn lookup(text: &str) -> Vec<i64> {
    match text {
        "值班员甲" | "zbyj" => vec![1],
        "值班员乙" => vec![2],
        "zby" => vec![1, 2],
        _ => Vec::new(),
    }
}

fn told(kind: &Kind, text: &str) -> String {
    match read(kind, text, now(), &lookup) {
        Ok(tests) => tests.iter().map(plain).collect::<Vec<_>>().join(" & "),
        Err(why) => format!("{why:?}").replace(['"', ')'], "").replace('(', " "),
    }
}

fn plain(test: &Predicate) -> String {
    let mut told = format!("{test:?}");
    for word in ["Text(", "Int("] {
        told = told.replace(word, "");
    }
    told.replace(['"', ')'], "").replace('(', " ")
}

fn cases(kind: &Kind, cases: &[(&str, &str)]) {
    for (text, want) in cases {
        assert_eq!(told(kind, text), *want, "{text} over {}", kind.name());
    }
}

#[test]
fn numbers() {
    cases(
        &Kind::Integer,
        &[
            ("", ""),
            ("  ", ""),
            ("7", "Is 7"),
            ("=7", "Is 7"),
            ("１０", "Is 10"),
            (">10", "More 10"),
            ("＞10", "More 10"),
            ("》10", "More 10"),
            (">=10", "AtLeast 10"),
            ("≥ 10", "AtLeast 10"),
            ("》=10", "AtLeast 10"),
            ("<10", "Less 10"),
            ("《10", "Less 10"),
            ("<=10", "AtMost 10"),
            ("10..20", "Between 10, 20"),
            ("10 .. 20", "Between 10, 20"),
            ("10。。20", "Between 10, 20"),
            ("10..", "AtLeast 10"),
            ("..20", "AtMost 20"),
            ("..", "Filled"),
            ("-5", "Is -5"),
            ("-5..5", "Between -5, 5"),
            ("1,2,3", "OneOf [1, 2, 3]"),
            ("1，2", "OneOf [1, 2]"),
            ("1,200", "Is 1200"),
            ("!7", "IsNot 7"),
            ("！7", "IsNot 7"),
            ("<>7", "IsNot 7"),
            ("!=7", "IsNot 7"),
            ("=", "Empty"),
            ("＝", "Empty"),
            ("!", "Filled"),
            ("!=", "Filled"),
            ("<>", "Filled"),
            ("*", "Filled"),
            (">", "Form condition"),
            (",", "Form condition"),
            ("ten", "Form integer"),
            ("1..x", "Form integer"),
        ],
    );
    cases(
        &Kind::Money,
        &[
            (">1.5万", "More 1500000"),
            ("4,280.00", "Is 428000"),
            ("1000..2000.50", "Between 100000, 200050"),
        ],
    );
    cases(&Kind::Duration, &[(">2h", "More 120"), ("1:30", "Is 90")]);
}

#[test]
fn days_and_moments() {
    cases(
        &Kind::Date,
        &[
            ("2026-11-23", "Is 2026-11-23"),
            ("23", "Is 2026-11-23"),
            ("今天", "Is 2026-11-23"),
            ("2026-11", "Between 2026-11-01, 2026-11-30"),
            ("2026年2月", "Between 2026-02-01, 2026-02-28"),
            ("2026", "Between 2026-01-01, 2026-12-31"),
            ("2026-11..", "AtLeast 2026-11-01"),
            ("..2026-11", "AtMost 2026-11-30"),
            ("2026-10..2026-11", "Between 2026-10-01, 2026-11-30"),
            (">2026-11", "More 2026-11-30"),
            ("<2026-11", "Less 2026-11-01"),
            ("-7..", "AtLeast 2026-11-16"),
            ("-7..+7", "Between 2026-11-16, 2026-11-30"),
            ("本周", "Between 2026-11-23, 2026-11-29"),
            ("last week", "Between 2026-11-16, 2026-11-22"),
            ("上月", "Between 2026-10-01, 2026-10-31"),
            ("去年", "Between 2025-01-01, 2025-12-31"),
            ("23,24", "OneOf [2026-11-23, 2026-11-24]"),
            ("!23", "IsNot 2026-11-23"),
            ("!2026-11", "Form condition"),
            ("2026-13", "Form date"),
            ("=", "Empty"),
        ],
    );
    cases(
        &Kind::Moment,
        &[
            ("2026-11-23", "Between 2026-11-23, 2026-11-23"),
            ("今天", "Between 2026-11-23, 2026-11-23"),
            ("2026-11-23 20:00", "Is 2026-11-23T20:00"),
            (">今天", "More 2026-11-23"),
            (">=2026-11-23 20:00", "AtLeast 2026-11-23T20:00"),
            ("2026-11", "Between 2026-11-01, 2026-11-30"),
        ],
    );
    cases(
        &Kind::Time,
        &[
            (">=2000", "AtLeast 20:00"),
            ("8:00..12:00", "Between 08:00, 12:00"),
        ],
    );
}

#[test]
fn texts() {
    cases(
        &Kind::Text,
        &[
            ("投影", "Contains 投影"),
            ("张*", "Begins 张"),
            ("*甲", "Contains 甲"),
            ("*班*", "Contains 班"),
            ("=投影仪", "Is 投影仪"),
            ("=a,b", "Is a,b"),
            ("a,b", "OneOf [a, b]"),
            ("!x", "IsNot x"),
            ("A001..A100", "Between A001, A100"),
            ("wait...", "Contains wait..."),
            ("etc..", "Contains etc.."),
            (">B", "More B"),
            ("=", "Empty"),
            ("*", "Filled"),
            ("\u{202E}x", "Hostile 8238"),
        ],
    );
    assert!(read(&Kind::Rows(Vec::new()), "x", now(), &lookup).is_err());
}

#[test]
fn choices_and_references() {
    cases(
        &Kind::Choice(list()),
        &[
            ("theft", "Is theft"),
            ("盗窃", "Is theft"),
            ("2", "Is fire"),
            ("th", "Is theft"),
            ("theft,fire", "OneOf [theft, fire]"),
            ("盗窃、火灾", "OneOf [theft, fire]"),
            ("!火灾", "IsNot fire"),
            ("=", "Empty"),
            (">theft", "Form condition"),
        ],
    );
    cases(
        &Kind::Choices(list()),
        &[
            ("盗窃", "Has theft"),
            ("theft,flood", "Has theft & Has flood"),
            ("!", "Filled"),
        ],
    );
    cases(
        &Kind::YesNo,
        &[("是", "Is 1"), ("no", "Is 0"), ("!y", "IsNot 1")],
    );
    cases(
        &person(),
        &[
            ("zbyj", "Is 1"),
            ("zby", "OneOf [1, 2]"),
            ("zby*", "OneOf [1, 2]"),
            ("值班员甲,值班员乙", "OneOf [1, 2]"),
            ("!值班员甲", "IsNot 1"),
            ("!zby", "Form condition"),
            ("nobody", "Form condition-none"),
            ("=", "Empty"),
        ],
    );
}

fn kinds() -> Vec<Kind> {
    vec![
        Kind::Text,
        Kind::Integer,
        Kind::Number,
        Kind::Money,
        Kind::Date,
        Kind::Time,
        Kind::Moment,
        Kind::Duration,
        Kind::YesNo,
        Kind::Choice(list()),
        Kind::Choices(list()),
        person(),
    ]
}

fn title(id: i64) -> String {
    if id == 1 {
        "值班员甲"
    } else {
        "值班员乙"
    }
    .to_owned()
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn what_is_shown_is_read_back(text in "[-<>=!*.,a-c0-9 ]{0,10}|[0-9]{1,4}(\\.\\.|,)[0-9]{0,4}|\\PC{0,8}|(盗窃|theft|今天|2026-1[0-2]|zby|是)[,.*]{0,2}") {
        for kind in kinds() {
            let Ok(tests) = read(&kind, &text, now(), &lookup) else { continue };
            for lang in [Lang::Zh, Lang::En] {
                // A text that itself looks like a sign, a list or a range is one that no condition can name.
                let odd = matches!(kind, Kind::Text);
                let shown: Vec<String> = tests.iter().map(|t| show(&kind, t, lang, &title)).collect();
                for (test, shown) in tests.iter().zip(&shown) {
                    let again = read(&kind, shown, now(), &lookup);
                    if !odd {
                        prop_assert_eq!(again, Ok(vec![test.clone()]), "{:?} shown as {} of {}", test, shown, kind.name());
                    }
                }
            }
        }
    }
}
