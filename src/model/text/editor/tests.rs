//! Typing, erasing, undoing: by example, against a plain list of graphemes, and on any text.

use proptest::prelude::*;
use unicode_segmentation::UnicodeSegmentation;

use super::*;
use crate::model::text::cells::width;

const FAMILY: &str = "👨\u{200D}👩\u{200D}👧";

fn typed(line: &mut LineEdit, text: &str) {
    for c in text.chars() {
        line.insert(&c.to_string());
    }
}

#[test]
fn typing_and_moving() {
    let mut line = LineEdit::new("值班", 20);
    line.insert("表");
    assert_eq!((line.text(), line.caret_column()), ("值班表", 6));
    line.go(Reach::Left);
    line.insert("日");
    assert_eq!((line.text(), line.caret_column()), ("值班日表", 6));
    line.go(Reach::Home);
    assert!(line.erase(Reach::Right));
    assert!(!line.erase(Reach::Left));
    assert_eq!(line.text(), "班日表");
    line.erase(Reach::End);
    assert_eq!(line.text(), "");
}

#[test]
fn words_and_graphemes_are_whole() {
    let mut line = LineEdit::new(&format!("night duty {FAMILY}e\u{301}"), 40);
    line.erase(Reach::Left);
    line.erase(Reach::Left);
    assert_eq!(line.text(), "night duty ");
    line.erase(Reach::WordLeft);
    assert_eq!(line.text(), "night ");
    line.go(Reach::WordLeft);
    assert_eq!(line.caret_column(), 0);
    line.go(Reach::WordRight);
    line.erase(Reach::Home);
    assert_eq!(line.text(), "");
}

#[test]
fn a_flag_joined_by_erasing_is_not_entered() {
    let mut line = LineEdit::new("🇨x🇳", 9);
    line.go(Reach::Left);
    line.erase(Reach::Left);
    assert_eq!((line.text(), line.caret_column()), ("🇨🇳", 2));
    line.erase(Reach::Left);
    assert_eq!(line.text(), "");
}

#[test]
fn pasted_lines_become_one() {
    let mut line = LineEdit::new("", 40);
    line.insert("a\r\nb\tc\rd\u{1B}[31m\0\r\n");
    assert_eq!(line.text(), "a b c d[31m");
}

#[test]
fn too_much_is_told() {
    let mut line = LineEdit::new("ab", 4);
    assert!(line.insert("c"));
    assert!(!line.insert("e\u{301}"), "two characters, room for one");
    assert!(!line.insert("xyz"));
    assert_eq!(line.text(), "abcx");
    assert!(!line.insert("z"));
    assert!(LineEdit::new("toolong", 3).text().len() == 7);
}

#[test]
fn typing_in_one_go_is_one_step() {
    let mut line = LineEdit::new("", 40);
    typed(&mut line, "night");
    line.seal();
    typed(&mut line, " duty");
    line.insert("值班员");
    line.erase(Reach::Left);
    line.erase(Reach::Left);
    let mut texts = vec![line.text().to_owned()];
    while line.undo() {
        texts.push(line.text().to_owned());
    }
    assert_eq!(
        texts,
        [
            "night duty值",
            "night duty值班员",
            "night duty",
            "night",
            ""
        ]
    );
    let mut back = vec![line.text().to_owned()];
    while line.redo() {
        back.push(line.text().to_owned());
    }
    texts.reverse();
    assert_eq!(back, texts);
    line.undo();
    line.insert("x");
    assert!(!line.redo());
}

#[test]
fn the_first_key_replaces() {
    let mut line = LineEdit::new("旧值", 4);
    line.arm();
    typed(&mut line, "新的");
    assert_eq!(line.text(), "新的");
    line.undo();
    assert_eq!(line.text(), "旧值");
    line.arm();
    line.go(Reach::End);
    typed(&mut line, "1");
    assert_eq!(line.text(), "旧值1");
    line.arm();
    line.erase(Reach::Left);
    assert_eq!((line.text(), line.is_armed()), ("旧值", false));
    line.arm();
    line.insert("");
    assert!(line.is_armed());
    line.set("20");
    assert_eq!(
        (line.text(), line.caret_column(), line.is_armed()),
        ("20", 2, false)
    );
    line.undo();
    assert_eq!(line.text(), "旧值");
}

#[test]
fn a_field_shows_the_caret() {
    let mut line = LineEdit::new("值班员甲接班", 40);
    let view = |line: &LineEdit, cells| {
        let view = line.view(cells);
        (view.text, view.caret)
    };
    assert_eq!(view(&line, 13), ("值班员甲接班".to_owned(), 12));
    assert_eq!(view(&line, 12), ("员甲接班".to_owned(), 8));
    assert_eq!(view(&line, 5), ("接班".to_owned(), 4));
    assert_eq!(view(&line, 1), (String::new(), 0));
    assert_eq!(view(&line, 0), (String::new(), 0));
    line.go(Reach::Home);
    assert_eq!(view(&line, 5), ("值班".to_owned(), 0));
    let hidden = LineEdit::new("a\u{202E}b", 9);
    assert_eq!(view(&hidden, 20), ("a<U+202E>b".to_owned(), 10));
}

#[derive(Debug, Clone)]
enum Deed {
    Insert(String),
    Go(Reach),
    Erase(Reach),
    Undo,
    Redo,
    Seal,
    Arm,
}

fn reach() -> impl Strategy<Value = Reach> {
    prop::sample::select(vec![
        Reach::Left,
        Reach::Right,
        Reach::WordLeft,
        Reach::WordRight,
        Reach::Home,
        Reach::End,
    ])
}

fn deed() -> impl Strategy<Value = Deed> {
    let odd = vec![
        "a",
        "中",
        "\u{301}",
        "\u{200D}",
        "👨",
        "👩",
        "🇨",
        "🇳",
        "\n",
        "\u{1B}",
        "\u{202E}",
        " ",
        "\u{600}",
        "ab 值班",
    ];
    prop_oneof![
        4 => prop::sample::select(odd).prop_map(|text| Deed::Insert(text.to_owned())),
        1 => any::<String>().prop_map(Deed::Insert),
        3 => reach().prop_map(Deed::Go),
        2 => reach().prop_map(Deed::Erase),
        1 => prop::sample::select(vec![Deed::Undo, Deed::Redo, Deed::Seal, Deed::Arm]),
    ]
}

fn perform(line: &mut LineEdit, deed: &Deed) {
    let _told = match deed {
        Deed::Insert(text) => line.insert(text),
        Deed::Go(reach) => line.go(*reach),
        Deed::Erase(reach) => line.erase(*reach),
        Deed::Undo => line.undo(),
        Deed::Redo => line.redo(),
        Deed::Seal => {
            line.seal();
            true
        }
        Deed::Arm => {
            line.arm();
            true
        }
    };
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    /// Graphemes that never join their neighbours: a list of them and an index is all there is to the editor.
    #[test]
    fn it_edits_like_a_list(steps in prop::collection::vec((0usize..11, 0usize..6), 0..60)) {
        let alphabet = ["a", "中", "e\u{301}", FAMILY, "张", " "];
        let (mut line, mut list, mut caret) = (LineEdit::new("", 1000), Vec::<&str>::new(), 0);
        for (kind, letter) in steps {
            match kind {
                0..=4 => {
                    line.insert(alphabet[letter]);
                    list.insert(caret, alphabet[letter]);
                    caret += 1;
                }
                5 => {
                    prop_assert_eq!(line.go(Reach::Left), caret > 0);
                    caret = caret.saturating_sub(1);
                }
                6 => {
                    prop_assert_eq!(line.go(Reach::Right), caret < list.len());
                    caret = (caret + 1).min(list.len());
                }
                7 => { line.go(Reach::Home); caret = 0; }
                8 => { line.go(Reach::End); caret = list.len(); }
                9 if caret < list.len() => { line.erase(Reach::Right); list.remove(caret); }
                10 if caret > 0 => { line.erase(Reach::Left); caret -= 1; list.remove(caret); }
                _ => {}
            }
            prop_assert_eq!(line.text(), list.concat());
            prop_assert_eq!(line.caret_column(), list[..caret].iter().map(|g| width(g)).sum::<usize>());
        }
    }

    #[test]
    fn the_caret_never_enters_a_grapheme(deeds in prop::collection::vec(deed(), 0..40), most in 0usize..30, cells in 0usize..20) {
        let mut line = LineEdit::new("值班 duty", most);
        for deed in &deeds {
            perform(&mut line, deed);
            let at: usize = line.text().chars().take(line.input.cursor()).map(char::len_utf8).sum();
            let mut borders = line.text().grapheme_indices(true).map(|(at, _)| at).chain([line.text().len()]);
            prop_assert!(borders.any(|border| border == at));
            prop_assert!(line.text().chars().count() <= most.max(7));
            prop_assert!(!line.text().contains(char::is_control));
            let view = line.view(cells);
            prop_assert!(width(&view.text) <= cells);
            prop_assert!(usize::from(view.caret) < cells.max(1));
            let text = &view.text;
            prop_assert!(crate::model::text::safety::visible(text) == *text);
        }
    }

    #[test]
    fn undone_and_redone_is_as_before(deeds in prop::collection::vec(deed(), 0..40)) {
        let mut line = LineEdit::new("值班 duty", 50);
        for deed in &deeds {
            perform(&mut line, deed);
        }
        while line.redo() {}
        let last = line.text().to_owned();
        while line.undo() {}
        prop_assert_eq!(line.text(), "值班 duty");
        while line.redo() {}
        prop_assert_eq!(line.text(), last);
    }
}
