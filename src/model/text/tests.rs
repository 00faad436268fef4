//! What the safety and the width of text promise, by example and on any text.

use std::borrow::Cow;

use proptest::prelude::*;
use unicode_segmentation::UnicodeSegmentation;

use super::cells::{Align, clip, pad, width, wrap};
use super::safety::{Hostile, clean, fold, is_hidden, visible};

const FAMILY: &str = "👨\u{200D}👩\u{200D}👧";

/// Text as an attacker or a broken file would write it.
fn wild() -> impl Strategy<Value = String> {
    let odd = prop::sample::select(vec![
        'a',
        'b',
        ' ',
        '\t',
        '\n',
        '\r',
        '\u{1B}',
        '\0',
        '\u{7F}',
        '\u{9B}',
        '中',
        '文',
        '，',
        '（',
        'é',
        '\u{301}',
        '\u{200D}',
        '👨',
        '👩',
        '\u{FE0F}',
        '\u{202E}',
        '\u{200B}',
        '\u{FEFF}',
        '\u{600}',
        '🇨',
        '🇳',
        '1',
        '\u{20E3}',
        'ل',
        'ا',
        'क',
        '\u{94D}',
        'ｱ',
        '…',
        '가',
        '\u{1100}',
        '\u{1161}',
        '\u{E0041}',
        '\u{1F3FB}',
        '❤',
    ]);
    prop_oneof![
        prop::collection::vec(odd, 0..40).prop_map(String::from_iter),
        any::<String>()
    ]
}

#[test]
fn full_width_typing_is_folded() {
    assert_eq!(fold("２０２６－１１－２３"), "2026-11-23");
    assert_eq!(fold("：／、？。\u{3000}ＰＣ"), "://?. PC");
    assert!(matches!(fold("值班 PC-1"), Cow::Borrowed(_)));
}

#[test]
fn clean_text_is_normalised() {
    assert_eq!(clean("\u{FEFF}e\u{301}", false), Ok("é".to_owned()));
    assert_eq!(
        clean("a\r\nb\rc\nd\te\u{2028}f", false),
        Ok("a b c d e f".to_owned())
    );
    assert_eq!(
        clean("a\r\nb\rc\n\nd\te", true),
        Ok("a\nb\nc\n\nd\te".to_owned())
    );
    assert_eq!(
        clean("שלום مرحبا 𠮷㐂", false),
        Ok("שלום مرحبا 𠮷㐂".to_owned())
    );
}

#[test]
fn hostile_characters_are_named() {
    let refused = [
        ("a\0", 1, 0),
        ("\u{1B}[31m", 0, 0x1B),
        ("值班\u{9B}", 2, 0x9B),
        ("\u{85}", 0, 0x85),
        ("x\u{202E}y", 1, 0x202E),
        ("\u{FEFF}x\u{FEFF}", 2, 0xFEFF),
        ("a\u{200D}b", 1, 0x200D),
        ("值\u{200D}班", 1, 0x200D),
        ("👨\u{200D}", 1, 0x200D),
        ("👨\u{200D}a", 1, 0x200D),
        ("क\u{94D}\u{200D}ष", 2, 0x200D),
        ("a\u{200C}b", 1, 0x200C),
        ("so\u{AD}ft", 2, 0xAD),
        ("🏴\u{E0067}", 1, 0xE0067),
    ];
    for (text, at, code) in refused {
        assert_eq!(clean(text, true), Err(Hostile { at, code }), "{text:?}");
    }
}

#[test]
fn joined_emoji_are_kept() {
    for text in [
        FAMILY,
        "❤\u{FE0F}\u{200D}🔥",
        "🤦🏼\u{200D}♂\u{FE0F}",
        "1\u{FE0F}\u{20E3}",
    ] {
        assert_eq!(clean(text, false).as_deref(), Ok(text));
        assert_eq!(visible(text), text);
    }
}

#[test]
fn the_invisible_is_shown() {
    assert_eq!(
        visible("a\u{1B}]0;x\u{7}\n\u{7F}\u{9B}"),
        "a␛]0;x␇␊␡<U+009B>"
    );
    assert_eq!(visible("PC\u{202E}7310"), "PC<U+202E>7310");
    assert_eq!(visible("a\u{200D}b\u{E0041}"), "a<U+200D>b<U+E0041>");
    assert_eq!(
        visible(&format!("a{}b", "\u{301}".repeat(20))),
        format!("a{}b", "\u{301}".repeat(8))
    );
    assert!(matches!(visible("值班员甲 é"), Cow::Borrowed(_)));
}

#[test]
fn widths_are_cells() {
    assert_eq!(width("a中e\u{301}文"), 6);
    assert_eq!(width(&format!("a中e\u{301}文{FAMILY}b张")), 11);
    assert_eq!(clip("值班员甲", 8, '…'), "值班员甲");
    assert_eq!(clip("值班员甲", 7, '…'), "值班员…");
    assert_eq!(clip("值班员甲", 6, '~'), "值班~");
    assert_eq!(clip("值班", 1, '…'), "…");
    assert_eq!(clip("值班", 1, '中'), "");
    assert_eq!(clip("值班", 0, '…'), "");
    assert_eq!(pad("值班", 6, Align::Left), "值班  ");
    assert_eq!(pad("值班", 6, Align::Right), "  值班");
    assert_eq!(pad("值班", 7, Align::Center), " 值班  ");
    assert_eq!(pad("值班", 3, Align::Left), "值 ");
}

#[test]
fn lines_break_as_people_expect() {
    assert_eq!(wrap("值班员甲接班", 5), ["值班", "员甲", "接班"]);
    assert_eq!(wrap("the night duty", 9), ["the night", "duty"]);
    assert_eq!(
        wrap("更换SSD-0137，已完成。", 10),
        ["更换", "SSD-0137，", "已完成。"]
    );
    assert_eq!(wrap("电脑（旧）", 6), ["电脑", "（旧）"]);
    assert_eq!(wrap("a\n\n  b", 4), ["a", "", "  b"]);
    assert_eq!(wrap("abcdefgh", 3), ["abc", "def", "gh"]);
    assert_eq!(wrap("", 3), [""]);
    assert_eq!(wrap("值班", 0), ["值", "班"]);
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn clipped_text_fits(text in wild(), cells in 0usize..30, mark in prop::sample::select(vec!['…', '~'])) {
        let shown = visible(&text);
        prop_assert!(width(&clip(&shown, cells, mark)) <= cells);
        prop_assert!(width(&clip(&text, cells, mark)) <= cells);
    }

    #[test]
    fn padded_text_fills(text in wild(), cells in 0usize..30) {
        for align in [Align::Left, Align::Right, Align::Center] {
            prop_assert_eq!(width(&pad(&visible(&text), cells, align)), cells);
        }
    }

    #[test]
    fn wrapping_loses_only_blanks(text in wild(), cells in 0usize..30) {
        let shown = text.split('\n').map(visible).collect::<Vec<_>>().join("\n");
        let lines = wrap(&shown, cells);
        let ink = |s: &str| s.split_whitespace().collect::<String>();
        prop_assert_eq!(ink(&lines.concat()), ink(&shown));
        for line in lines {
            let single = line.graphemes(true).filter(|g| width(g) > 0).count() == 1;
            prop_assert!(width(&line) <= cells.max(2) || single, "{line:?}");
        }
    }

    #[test]
    fn nothing_hostile_is_shown(text in wild()) {
        let shown = visible(&text);
        let hostile = shown.chars().any(|c| c.is_control() || (is_hidden(c) && c != '\u{200D}'));
        prop_assert!(!hostile);
        // Shown text is shown unchanged when it is shown again.
        prop_assert_eq!(visible(&shown), shown.clone());
        prop_assert_eq!(clean(&shown, false).is_ok(), true);
    }

    #[test]
    fn clean_text_stays_clean(text in wild(), multiline: bool) {
        if let Ok(once) = clean(&text, multiline) {
            prop_assert_eq!(clean(&once, multiline), Ok(once.clone()));
            prop_assert!(multiline || !once.contains(['\n', '\t']));
        }
    }
}
