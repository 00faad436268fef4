//! What the grammar promises: precedence as in SQL, exact places, limits that are said, and no text that brings it down.

use std::sync::Arc;

use proptest::prelude::*;

use super::{Arithmetic, Comparison, Expr, Formula, Lets, Operator, Root};
use crate::model::fault::Wrong;
use crate::model::text::Lang;

/// A tree with all its brackets.
fn told(tree: &Expr) -> String {
    let all = |list: &[Expr]| list.iter().map(told).collect::<Vec<_>>().join(" ");
    let negated = |not: &bool| if *not { "not-" } else { "" };
    match tree {
        Expr::Null(_) => "null".into(),
        Expr::Yes(yes, _) => yes.to_string(),
        Expr::Number(number, _) => number.clone(),
        Expr::Text(text, _) => format!("'{text}'"),
        Expr::Name(name, _) => name.clone(),
        Expr::Not(of, _) => format!("(not {})", told(of)),
        Expr::Negate(of, _) => format!("(- {})", told(of)),
        Expr::Binary(op, a, b) => {
            let name = match op {
                Operator::And => "and",
                Operator::Or => "or",
                Operator::Join => "||",
                Operator::Compare(Comparison::Equal) => "=",
                Operator::Compare(Comparison::NotEqual) => "<>",
                Operator::Compare(Comparison::Less) => "<",
                Operator::Compare(Comparison::LessEqual) => "<=",
                Operator::Compare(Comparison::Greater) => ">",
                Operator::Compare(Comparison::GreaterEqual) => ">=",
                Operator::Reckon(Arithmetic::Plus) => "+",
                Operator::Reckon(Arithmetic::Minus) => "-",
                Operator::Reckon(Arithmetic::Times) => "*",
                Operator::Reckon(Arithmetic::Divide) => "/",
                Operator::Reckon(Arithmetic::Remainder) => "%",
            };
            format!("({name} {} {})", told(a), told(b))
        }
        Expr::In { of, list, not, .. } => {
            format!("({}in {} {})", negated(not), told(of), all(list))
        }
        Expr::Between { of, low, high, not } => {
            format!(
                "({}between {} {} {})",
                negated(not),
                told(of),
                told(low),
                told(high)
            )
        }
        Expr::Like { of, pattern, not } => {
            format!("({}like {} {})", negated(not), told(of), told(pattern))
        }
        Expr::IsNull { of, not, .. } => format!("({}null {})", negated(not), told(of)),
        Expr::Case {
            of, arms, other, ..
        } => {
            let arm = |(when, then): &(Expr, Expr)| format!("{}:{}", told(when), told(then));
            let of = of.as_deref().map(told).unwrap_or_default();
            let other = other.as_deref().map(told).unwrap_or_default();
            let arms: Vec<String> = arms.iter().map(arm).collect();
            format!("(case {of} [{}] {other})", arms.join(" "))
        }
        Expr::Call(function, args, _) => format!("({} {})", function.signature().name, all(args)),
        Expr::Path { root, steps, .. } => {
            let root = match root {
                Root::Here => "",
                Root::This => "this",
                Root::Up => "up",
            };
            let steps: Vec<&str> = steps.iter().map(|(name, _)| name.as_str()).collect();
            format!("{root}.{}", steps.join("."))
        }
        Expr::Over {
            question,
            register,
            value,
            condition,
            until,
            ..
        } => {
            let name = format!("{question:?}").to_lowercase();
            let more = [value.as_deref(), Some(&**condition), until.as_deref()];
            let more: Vec<String> = more.into_iter().flatten().map(told).collect();
            format!("({name} {register}: {})", more.join(" "))
        }
        Expr::Let { name, value, .. } => format!("{{{name} {}}}", told(value)),
    }
}

fn tree(text: &str) -> String {
    match Formula::read(text, 0) {
        Ok(formula) => told(formula.root()),
        Err(fault) => {
            let (wrong, at) = (fault.wrong, fault.at);
            format!("{wrong:?} {}+{}", at.start, at.len())
        }
    }
}

#[test]
fn operators_bind_as_in_sql() {
    for (text, wanted) in [
        ("a + b * c", "(+ a (* b c))"),
        ("a * b + c", "(+ (* a b) c)"),
        ("a - b - c", "(- (- a b) c)"),
        ("a || b || c", "(|| (|| a b) c)"),
        ("-a * b", "(* (- a) b)"),
        ("- -a", "(- (- a))"),
        ("a - -1", "(- a (- 1))"),
        ("a = b and c < d or e", "(or (and (= a b) (< c d)) e)"),
        ("a or b and c", "(or a (and b c))"),
        ("not a and b", "(and (not a) b)"),
        ("not a = b", "(not (= a b))"),
        ("not a is null", "(not (null a))"),
        ("not not a", "(not (not a))"),
        ("a = b is null", "(null (= a b))"),
        ("a like 'x%' and b", "(and (like a 'x%') b)"),
        ("a not like b = c", "(not-like a (= b c))"),
        ("a between 1 and 2 and b", "(and (between a 1 2) b)"),
        (
            "a not between 1 + 1 and 2 * 3",
            "(not-between a (+ 1 1) (* 2 3))",
        ),
        ("a in (1, 2 + 3) or b", "(or (in a 1 (+ 2 3)) b)"),
        ("a not in ('x')", "(not-in a 'x')"),
        ("a is not null", "(not-null a)"),
        (
            "a == b AND c != d Or e <> f",
            "(or (and (= a b) (<> c d)) (<> e f))",
        ),
        ("(a or b) and c", "(and (or a b) c)"),
        (
            "case when a then 1 when b then 2 else 3 end + 1",
            "(+ (case  [a:1 b:2] 3) 1)",
        ),
        ("case a when 'x' then b end", "(case a ['x':b] )"),
        ("case when end > 1 then end end", "(case  [(> end 1):end] )"),
        ("this = up.asset", "(= this. up.asset)"),
        ("THIS.end.in", "this.end.in"),
        ("asset.keeper.status", ".asset.keeper.status"),
        ("days(a, b) > 2", "(> (days a b) 2)"),
        (
            "some(repair, asset = this)",
            "(some repair: (= asset this.))",
        ),
        ("last(repair, at, yes)", "(last repair: at true)"),
        (
            "streak(pay, on, yes, today())",
            "(streak pay: on true (today ))",
        ),
        ("'it''s' || \"yes\" || yes", "(|| (|| 'it's' yes) true)"),
        (".5 + 1.50 + 2e3", "(+ (+ .5 1.50) 2e3)"),
        (
            "a -- what follows is a remark\n = /* and this */ b",
            "(= a b)",
        ),
        ("true and False or NULL", "(or (and true false) null)"),
    ] {
        assert_eq!(tree(text), wanted, "{text}");
    }
}

#[test]
fn what_is_wrong_is_said_at_its_place() {
    for (text, wanted) in [
        ("", "OperandMissing 0+1"),
        ("a = ", "OperandMissing 4+1"),
        ("a = and b", "OperandMissing 4+3"),
        ("a = 1 b", "LeftOver 6+1"),
        ("a = 1)", "LeftOver 5+1"),
        ("(a = 1", "SignMissing 6+1"),
        ("days(a b)", "SignMissing 7+1"),
        ("a between 1 or 2", "SignMissing 12+2"),
        ("a is true", "SignMissing 5+4"),
        ("a not b", "LeftOver 2+3"),
        ("case when a then 1", "SignMissing 18+1"),
        ("case a end", "SignMissing 7+3"),
        ("a = 'x", "OpenQuote 4+2"),
        ("a /* x", "OpenQuote 2+4"),
        ("a = 12x", "BadNumber 4+3"),
        ("a = 1.2.3", "BadNumber 4+5"),
        ("a = @b", "StrangeCharacter 4+1"),
        ("a :: b", "StrangeCharacter 2+1"),
        ("a（b", "WideSign 1+3"),
        ("状态＝'x'", "WideSign 6+3"),
        ("a = ‘x’", "WideSign 4+3"),
        ("a = tody()", "UnknownFunction 4+4"),
        ("a.b(c)", "UnknownFunction 0+3"),
        ("count(*)", "BadArguments 0+5"),
        ("count(distinct a)", "BadArguments 0+5"),
        ("a in (select b from c)", "NotAllowed 6+6"),
        ("a = +1", "NotAllowed 4+1"),
        ("a like 'x' escape 'y'", "NotAllowed 11+6"),
        ("some('repair', a)", "BareRegisterNeeded 5+8"),
        ("a.b.c.d.e.f.g.h", "PathTooFar 12+1"),
    ] {
        assert_eq!(tree(text), wanted, "{text}");
    }
}

#[test]
fn limits_are_said_as_such() {
    let chain = |n: usize| vec!["a = 1"; n].join(" or ");
    assert!(tree(&chain(1000)).starts_with("(or"));
    assert!(tree(&chain(20_000)).starts_with("TooManyTerms"));
    assert!(tree(&"a or ".repeat(100_000)).starts_with("TooLong"));
    let nested = |n: usize| format!("{}a{}", "(".repeat(n), ")".repeat(n));
    assert_eq!(tree(&nested(39)), "a");
    assert!(tree(&nested(41)).starts_with("TooDeep"));
    assert!(tree(&nested(3000)).starts_with("TooDeep"));
    assert!(tree(&vec!["a"; 101].join(" + ")).starts_with("(+"));
    assert!(tree(&vec!["a"; 102].join(" + ")).starts_with("TooDeep"));
    let tall = |n: usize| {
        (0..n).fold("a".to_owned(), |of, _| {
            format!("({of}){}", " + a".repeat(60))
        })
    };
    assert!(tree(&tall(3)).starts_with("(+"));
    assert!(tree(&tall(4)).starts_with("TooDeep"));
    assert!(tree(&"not ".repeat(60)).starts_with("TooDeep"));
    assert!(tree(&("- ".repeat(60) + "a")).starts_with("TooDeep"));
}

/// However many terms stand in a row, whoever walks the tree goes down a few steps only, and none is lost.
#[test]
fn a_long_row_of_terms_makes_a_low_tree() {
    let text = (0..1000)
        .map(|n| format!("n = {n}"))
        .collect::<Vec<_>>()
        .join(" or ");
    let formula = Formula::read(&text, 0).expect("a condition");
    let (mut numbers, mut deepest) = (Vec::new(), 0);
    let mut left = vec![(formula.root(), 1)];
    while let Some((node, depth)) = left.pop() {
        deepest = deepest.max(depth);
        if let Expr::Number(number, _) = node {
            numbers.push(number.clone());
        }
        left.extend(node.children().into_iter().map(|child| (child, depth + 1)));
    }
    numbers.reverse();
    let wanted: Vec<String> = (0..1000).map(|n| n.to_string()).collect();
    assert_eq!(numbers, wanted, "in the order of their writing");
    assert!(deepest < 50, "{deepest}");
}

#[test]
fn spans_cover_what_was_written() {
    let text = "not (a + days(b, c) in (1, 2)) and case when x then -1 end is null";
    let formula = Formula::read(text, 0).expect("a condition");
    let mut shown = Vec::new();
    formula.root().walk(&mut |node| {
        let span = node.span();
        shown.push(text[span.start..span.end].to_owned());
    });
    insta::assert_snapshot!(shown.join("\n"), @r"
    not (a + days(b, c) in (1, 2)) and case when x then -1 end is null
    not (a + days(b, c) in (1, 2)
    a + days(b, c) in (1, 2)
    a + days(b, c)
    a
    days(b, c)
    b
    c
    1
    2
    case when x then -1 end is null
    case when x then -1 end
    x
    -1
    1
    ");
}

#[test]
fn names_in_other_registers_and_in_lines_are_none_of_the_record() {
    let text = "total(parts, price) > 0 and related('repair', asset) = 0 and ref(owner, unit) = unit_now \
                and some(repair, asset = this.tag)";
    let formula = Formula::read(text, 0).expect("sound");
    assert_eq!(
        formula.root().names(),
        ["owner", "parts", "tag", "unit_now"]
    );
}

#[test]
fn a_named_expression_stands_for_itself_and_may_use_those_before_it() {
    let named = |lets: &Lets, text: &str| {
        let origin = super::SourceMap::plain(text.len(), 0);
        Formula::written(text, origin, Arc::new(lets.clone()))
            .sound()
            .expect("sound")
    };
    let none = Lets::default();
    let one = none.with("unit", named(&none, "keeper.org_unit"));
    let two = one.with("sales", named(&one, "unit = 7"));
    let text = "sales and some(asset, unit = up.unit) and \"unit\" = x.unit";
    assert_eq!(
        told(named(&two, text).root()),
        "(and (and {sales (= {unit .keeper.org_unit} 7)} (some asset: (= {unit .keeper.org_unit} up.unit))) (= unit .x.unit))"
    );
    let whole = Formula::compose(&[
        super::Piece::Words("not "),
        super::Piece::Of(&named(&two, "sales")),
    ]);
    assert!(told(whole.root()).contains("{sales"));
}

#[test]
fn every_fault_of_the_grammar_reads_well_in_both_languages() {
    let fault = |text: &str| Formula::read(text, 0).expect_err(text);
    let (zh, en) = (Lang::Zh, Lang::En);
    let end = fault("a = ");
    assert_eq!(end.message(zh), "末尾少了东西：字段、值、函数或括号");
    assert!(
        end.message(en)
            .starts_with("something is missing at the end"),
        "{}",
        end.message(en)
    );
    let wide = fault("a ＝ 1");
    assert_eq!(wide.message(zh), "“＝”是全角符号，请写“=”");
    let sub = fault("a in (select 1)");
    assert_eq!(sub.wrong, Wrong::NotAllowed);
    assert!(sub.hint(zh).is_some_and(|hint| hint.contains("比较")));
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 300, ..ProptestConfig::default() })]

    #[test]
    fn no_text_brings_the_grammar_down(text in "\\PC{0,60}") {
        tree(&text);
    }

    #[test]
    fn no_row_of_words_brings_the_grammar_down(words in proptest::collection::vec(prop::sample::select(vec![
        "a", "'x'", "1", "(", ")", ",", ".", "=", "<", "-", "+", "*", "||", "and", "or", "not", "in", "between", "like",
        "is", "null", "case", "when", "then", "else", "end", "days", "some", "this", "up", "yes", "\"", "'", "--", "/*",
        "名", "（", "。", ";", "\0", "1e9", "0x1", "select",
    ]), 0..24), blank in prop::sample::select(vec![" ", "", "\n"])) {
        let text = words.join(blank);
        if let Err(fault) = Formula::read(&text, 0) {
            prop_assert!(fault.at.end <= text.len() + 1, "{text}: {:?}", fault.at);
            prop_assert!(text.is_char_boundary(fault.at.start.min(text.len())), "{text}");
        }
    }
}
