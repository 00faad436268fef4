//! Tokens, readings, queries and ranking by example.

use proptest::prelude::*;

use super::*;

#[test]
fn text_becomes_tokens() {
    let table = [
        ("值班表", "值 班 表"),
        ("PC-0137 值班室", "pc 0137 值 班 室"),
        ("ＰＣ０１３７", "pc 0137"),
        ("B座301室，2026年", "b 座 301 室 2026 年"),
        ("Café №5 \"OR\" *", "café no 5 or"),
        ("值\u{E000}班", "值 班"),
        ("㐂𠮷〇々", "㐂 𠮷 〇 々"),
        (" \u{3000}，。!?", ""),
        ("", ""),
    ];
    for (text, expected) in table {
        assert_eq!(search_text(text), expected);
    }
}

#[test]
fn a_text_of_any_length_is_asked_for_by_its_beginning() {
    for one in ["宽", "x", "7", "e\u{301}", "\u{fdfa}"] {
        let (long, longer) = (one.repeat(600), one.repeat(60_000));
        assert_eq!(match_query(&long), match_query(&longer));
        assert_eq!(exact_query(&long), exact_query(&longer));
        assert!(match_query(&longer).is_some_and(|asked| asked.len() < 20_000));
    }
}

#[test]
fn all_readings_are_kept() {
    let of = |label: &str| readings(label, 8);
    assert_eq!(of("值班表").initials, ["z b b"]);
    assert_eq!(of("值班表").full, ["zhi ban biao"]);
    assert_eq!(of("会计").initials, ["h j", "k j"]);
    assert_eq!(of("厦门").initials, ["s m", "x m"]);
    assert!(
        of("重庆")
            .initials
            .starts_with(&["z q".to_owned(), "c q".to_owned()])
    );
    assert!(of("重庆").full.contains(&"chong qing".to_owned()));
    assert_eq!(of("女").full, ["nv", "ru"]);
    assert_eq!(of("PC-0137值班").full, ["pc 0137 zhi ban"]);
    assert_eq!(of("，").full, Vec::<String>::new());
    assert_eq!(readings("重庆会计", 1).initials, ["z q h j"]);
    // Three doubtful characters at once are still among the eight.
    assert!(
        of("重庆银行会计")
            .initials
            .contains(&"c q y h k j".to_owned())
    );
    assert_eq!(of(&"重".repeat(500)).initials.len(), 8);
}

#[test]
fn alternatives_are_parted() {
    assert_eq!(
        index_text("会计"),
        (
            format!("h j {SEPARATOR} k j"),
            format!("hui ji {SEPARATOR} kuai ji")
        )
    );
    assert_eq!(
        index_text("值班1"),
        ("z b 1".to_owned(), "zhi ban 1".to_owned())
    );
}

#[test]
fn letters_are_cut_into_syllables() {
    let cuts = |letters, open| {
        syllable::cuts(letters, open, 16)
            .iter()
            .map(|cut| cut.join(" "))
            .collect::<Vec<_>>()
    };
    assert_eq!(cuts("zhiban", false), ["zhi ban"]);
    assert_eq!(cuts("zhib", true), ["zhi b"]);
    assert_eq!(cuts("zhib", false), Vec::<String>::new());
    assert_eq!(cuts("xian", false), ["xian", "xi an"]);
    assert_eq!(cuts("lve", false), ["lve", "lv e"]);
    assert_eq!(cuts("lue", false), ["lve", "lu e"]);
    assert_eq!(cuts("zh", true), ["zh"]);
    assert_eq!(cuts("z", true), ["z"]);
    assert_eq!(cuts("u", true), Vec::<String>::new());
    assert_eq!(cuts("hm", false), Vec::<String>::new());
    assert!(cuts(&"an".repeat(40), true).len() <= 16);
    assert_eq!(syllable::loose_cuts("zhibb", 4)[0], ["zhi", "b", "b"]);
}

#[test]
fn queries_are_built() {
    let table = [
        ("值班", "t:\"值 班\""),
        ("0137", "t:\"0137\"*"),
        ("值班表 2026", "t:\"值 班 表\" AND t:\"2026\"*"),
        ("PC-0137", "(t:\"pc 0137\"* OR pi:\"p c 0137\"*)"),
        ("zbb", "(t:\"zbb\"* OR pi:\"z b b\")"),
        ("z", "(t:\"z\"* OR pi:\"z\")"),
        ("zhib", "(t:\"zhib\"* OR py:\"zhi b\"*)"),
        ("zhibb", "(t:\"zhibb\"* OR (pi:\"z b b\" AND py:\"zhi\"))"),
        (
            "值b",
            "(t:\"值 b\"* OR (pi:\"z b\" AND t:\"值\") OR (py:\"zhi b\"* AND t:\"值\"))",
        ),
        (
            "值b表",
            "(t:\"值 b 表\" OR (pi:\"z b b\" AND t:\"值\" AND t:\"表\"))",
        ),
        (
            "\" OR t:* NOT (",
            "(t:\"or\"* OR pi:\"o r\" OR py:\"o r\"*) AND (t:\"t\"* OR pi:\"t\") AND (t:\"not\"* OR pi:\"n o t\")",
        ),
        ("überprüfung", "t:\"überprüfung\"*"),
    ];
    for (text, expected) in table {
        assert_eq!(match_query(text).as_deref(), Some(expected), "{text}");
    }
    for text in ["", "  ", "\"*():^-", "，。"] {
        assert_eq!(match_query(text), None);
    }
}

#[test]
fn labels_are_found_by_typing() {
    let finds = [
        (
            "值班员甲",
            "zbyj zhibanyuan zhib zby 值b 班员 甲 zhibyj yj 员j",
        ),
        (
            "值班表",
            "zbb zhibb 值b表 zhibanbiao ZBB ｚｂｂ b表 bb 值班表 zhibanb",
        ),
        ("重庆", "cq zq chongqing zhongq 庆"),
        ("会计", "kj hj kuaiji 会j"),
        ("厦门 2号楼", "xm sm xiamen 2"),
        ("绿女略錶", "lvnv lvnvlve lnlb lunulue biao"),
        ("PC-0137 财务台式机", "pc pc-0137 0137 cwtsj 财务 tsj PC-01"),
        ("Duty roster", "duty ros DUTY uty"),
    ];
    for (label, queries) in finds {
        for query in queries.split(' ') {
            assert!(
                PinyinQuery::new(query).rank(label).is_some(),
                "{query} finds {label}"
            );
        }
    }
    let misses = [
        ("值班表", "zbx zbbb 班值"),
        ("重庆", "qc"),
        ("Duty", "zb"),
        ("", "a"),
    ];
    for (label, queries) in misses {
        for query in queries.split(' ') {
            assert_eq!(
                PinyinQuery::new(query).rank(label),
                None,
                "{query} does not find {label}"
            );
        }
    }
    assert!(PinyinQuery::new("zbb 2026").rank("2026年值班表").is_some());
    assert!(PinyinQuery::new("zbb 2027").rank("2026年值班表").is_none());
    assert_eq!(PinyinQuery::new("  ").rank("值班表"), Some(0));
}

#[test]
fn better_fits_rank_higher() {
    let table = [
        ("zbb", "zbb|ZBB 值班表旧|zbb-2|值班表|新 zbb|新值班表|xzbbx"),
        ("pc-01", "PC-01 台式机|PC-0137 台式机|旧 PC-01|XPC-01"),
        ("值班", "值班|值班表|夜 值班|夜间值班"),
        ("duty ro", "duty ro|Duty roster|Roster of duty|xduty xro"),
    ];
    for (query, labels) in table {
        let query = PinyinQuery::new(query);
        let ranks: Vec<_> = labels.split('|').map(|label| query.rank(label)).collect();
        assert!(ranks.iter().all(Option::is_some), "{query:?} {ranks:?}");
        assert!(ranks.is_sorted_by(|a, b| a >= b), "{query:?} {ranks:?}");
        assert!(ranks.first() > ranks.last());
    }
}

#[test]
fn thousands_of_labels_are_ranked_at_once() {
    let labels: Vec<String> = (0..2000)
        .map(|n| format!("ZC-{n:04} 值班室第{n}号重庆会计终端"))
        .collect();
    for (text, expected) in [
        ("zbs", 2000),
        ("cqkj", 2000),
        ("zhongduan", 2000),
        ("1999", 1),
        ("aaaa", 0),
    ] {
        let query = PinyinQuery::new(text);
        let start = std::time::Instant::now();
        let found = labels
            .iter()
            .filter(|label| query.rank(label).is_some())
            .count();
        assert_eq!(found, expected, "{text}");
        // A few milliseconds in practice; the bound only catches a matcher that is built per label or runs wild.
        assert!(
            start.elapsed().as_millis() < 1000,
            "{text} took {:?}",
            start.elapsed()
        );
    }
}

#[test]
fn many_ways_to_spell_take_no_time() {
    let cases = [
        (format!("{}b", "a".repeat(60)), "啊".repeat(200)),
        (format!("{}b", "e".repeat(60)), "饿阿".repeat(200)),
        ("zhi".repeat(21), "之只".repeat(200)),
        ("a".repeat(5000), "啊".repeat(5000)),
    ];
    let start = std::time::Instant::now();
    for (text, label) in cases {
        let _ = PinyinQuery::new(&text).rank(&label);
    }
    assert!(start.elapsed().as_millis() < 2000);
}

fn wild() -> impl Strategy<Value = String> {
    let odd = prop::sample::select(vec![
        "值", "班", "重", "行", "长", "a", "z", "zh", "i", "an", "X", "İ", "ẞ", "ſ", "K", "ß", "0",
        "9", " ", "-", "\"", "*", "(", "é", "ﬁ", "Ａ", "㈱", "ｶ", "ア", "가", "\u{301}", "\u{130}",
        "ǅ", "Ꭰ", "ꭰ", "ͅ", "zzzz", "ngng", "。", "\u{FA0E}", "\u{E000}", "𠮷", "ü", "v", "ⓐ",
    ]);
    prop_oneof![
        prop::collection::vec(odd, 0..24).prop_map(|parts| parts.concat()),
        any::<String>()
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_ranked(text in wild(), label in wild()) {
        let _ = PinyinQuery::new(&text).rank(&label);
        prop_assert!(PinyinQuery::new(&label).rank(&label).is_some());
    }

    #[test]
    fn typed_initials_and_syllables_find(label in "[值班重庆会计行长厦门单位参校女绿]{1,6}") {
        let kept = readings(&label, 8);
        for way in kept.initials {
            let query = match_query(&way.replace(' ', "")).unwrap();
            let expected = format!("pi:\"{way}\"");
            prop_assert!(query.contains(&expected), "{query} asks {expected}");
        }
        for way in kept.full.iter().filter(|way| (2..=14).contains(&way.len())) {
            let query = match_query(&way.replace(' ', "")).unwrap();
            let expected = format!("py:\"{way}\"*");
            prop_assert!(query.contains(&expected), "{query} asks {expected}");
        }
    }

    /// However a label is spelt, character by character, it is found, and from its start.
    #[test]
    fn any_spelling_finds(label in "[值班重庆会计行长厦门a1]{1,12}", kinds in prop::collection::vec((0usize..3, 0usize..5), 12)) {
        let mut typed = String::new();
        for (c, (kind, nth)) in label.chars().zip(kinds) {
            let spoken: Vec<&str> = syllable::of(c).collect();
            match (kind, spoken.get(nth % spoken.len().max(1))) {
                (0, Some(syllable)) => typed.push_str(syllable),
                (1, Some(syllable)) => typed.push_str(&syllable[..1]),
                _ => typed.push(c),
            }
        }
        let rank = PinyinQuery::new(&typed).rank(&label);
        prop_assert!(typed.len() > 60 || rank >= PinyinQuery::new("zb").rank("值班表"), "{typed} finds {label}");
    }

    #[test]
    fn queries_hold_only_quoted_tokens(text in wild()) {
        let Some(query) = match_query(&text) else { return Ok(()) };
        prop_assert!(query.len() < 200_000);
        prop_assert!(!query.contains(SEPARATOR));
        for (nth, part) in query.split('"').enumerate() {
            if nth % 2 == 1 {
                prop_assert!(part.chars().all(|c| c == ' ' || c.is_alphanumeric()), "{part}");
                prop_assert_eq!(search_text(part), part);
            } else {
                let words = part.replace(['(', ')', '*', ':'], " ");
                prop_assert!(words.split_whitespace().all(|w| ["t", "pi", "py", "AND", "OR"].contains(&w)), "{part}");
            }
        }
    }

    #[test]
    fn tokens_are_stable(text in wild()) {
        let once = search_text(&text);
        prop_assert_eq!(search_text(&once), once.clone());
        let (initials, full) = index_text(&text);
        prop_assert!(initials.split(SEPARATOR).count() <= 8 && full.split(SEPARATOR).count() <= 8);
    }
}
