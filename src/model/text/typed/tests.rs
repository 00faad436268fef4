//! What the clerk types and what it means, on Monday 23 November 2026 at 18:54.

use chrono::{Datelike, NaiveDate, NaiveDateTime, NaiveTime};
use proptest::prelude::*;

use super::*;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn now() -> NaiveDateTime {
    "2026-11-23T18:54:31".parse().unwrap()
}

#[test]
fn dates_are_read() {
    let table = [
        (
            "2026-11-25",
            "2026-11-25 2026/11/25 2026.11.25 20261125 2026年11月25日 2026-11/25 ２０２６－１１－２５ 2026。11。25",
        ),
        (
            "2026-11-25",
            "11-25 11/25 11.25 1125 11月25日 11月25号 25 25日 ２５",
        ),
        ("2026-02-03", "2026-2-3 2-3 0203 2月3日"),
        (
            "2026-11-23",
            "t today 今天 今日 TODAY 周一 mon Monday 本周一 这周一 +0 星期一",
        ),
        ("2026-11-24", "tomorrow 明天 +1 +1d 1天后 tue"),
        ("2026-11-25", "后天 +2 wed 周三 本周三 星期三 礼拜三"),
        ("2026-11-26", "大后天 +3 3天后 +3天 ＋３ thu thurs"),
        ("2026-11-22", "yesterday 昨天 -1 －１ 1天前 上周日 上周天"),
        ("2026-11-20", "-3 大前天 上周五 上个星期五"),
        ("2026-11-29", "sun 周日 周天 星期天 本周日"),
        ("2026-11-30", "+1w 下周一 1周后 月底 eom 本月底 1个星期后"),
        ("2026-12-02", "下周三 下个周三 下周3"),
        ("2026-12-07", "下下周一"),
        ("2027-01-23", "+2m 2个月后"),
        ("2025-11-23", "-1y"),
        ("2026-11-01", "月初 bom"),
        ("2026-10-31", "上月底"),
        ("2026-12-01", "下月初 下个月初"),
        ("2026-12-31", "年底 eoy 下月底"),
    ];
    for (expected, texts) in table {
        for text in texts.split(' ') {
            assert_eq!(date(text, day("2026-11-23")), Some(day(expected)), "{text}");
        }
    }
}

#[test]
fn dates_of_several_words_are_read() {
    let table = [
        ("next mon", "2026-11-30"),
        ("next  Friday ", "2026-12-04"),
        ("last fri", "2026-11-20"),
        ("last mon", "2026-11-16"),
        ("this sun", "2026-11-29"),
        ("2026 年 11 月 5 日", "2026-11-05"),
        ("+ 3", "2026-11-26"),
        ("2 天前", "2026-11-21"),
    ];
    for (text, expected) in table {
        assert_eq!(date(text, day("2026-11-23")), Some(day(expected)), "{text}");
    }
}

#[test]
fn weekdays_turn_with_the_week() {
    let sunday = day("2026-11-29");
    assert_eq!(date("周日", sunday), Some(sunday));
    assert_eq!(date("周一", sunday), Some(day("2026-11-30")));
    assert_eq!(date("本周一", sunday), Some(day("2026-11-23")));
    assert_eq!(date("next mon", sunday), Some(day("2026-11-30")));
    assert_eq!(date("last fri", sunday), Some(day("2026-11-27")));
    assert_eq!(date("上周五", sunday), Some(day("2026-11-20")));
}

#[test]
fn what_is_no_date_is_refused() {
    let texts = "2026-02-30|0|00|32|1301|123|2026|2026-11|26-11-23|11月|2026年|-|+|+3x|0000-01-01|11--23|11 23|2026-011-3|\
                 +9999999|-9999999|+99999999999|+120000m|monda y|mo|next|下|周|周八||1日2|二月三日|天后|2026-11-23-1|ß|١٢";
    for text in texts.split('|') {
        assert_eq!(date(text, day("2026-11-23")), None, "{text}");
    }
    assert_eq!(
        date("31", day("2026-11-23")),
        None,
        "November has thirty days"
    );
    assert_eq!(date("2-29", day("2026-11-23")), None);
    assert_eq!(date("+1m", day("2026-01-31")), Some(day("2026-02-28")));
    assert_eq!(date("+1", day("9999-12-31")), None);
    assert_eq!(date("昨天", day("0001-01-01")), None);
    assert_eq!(date(&"1".repeat(100_000), day("2026-11-23")), None);
}

#[test]
fn times_are_read() {
    let table = [
        (
            "08:30",
            "830 0830 8:30 08:30 8.30 8：30 ８：３０ 8点半 8点30 8点30分 8时30分 08:30:59 8:30am 上午8:30 早上8点半",
        ),
        ("09:00", "9 09 900 9:00 9点 9点整 9点钟 9时 9am"),
        (
            "20:30",
            "2030 20：30 20。30 8:30pm 晚上8点半 下午8:30 晚上20:30",
        ),
        ("00:00", "0 000 0000 0:00 00:00 0点 12am 凌晨12点"),
        ("12:00", "12 12pm 中午12点 1200"),
        ("13:15", "下午1点一刻 中午1点15 1:15pm 13点一刻"),
        ("23:59", "2359 23.59"),
    ];
    for (expected, texts) in table {
        let expected: NaiveTime = format!("{expected}:00").parse().unwrap();
        for text in texts.split(' ') {
            assert_eq!(time(text), Some(expected), "{text}");
        }
    }
    for text in "24:00 2400 24 25 8:60 860 8:5 8.5 12345 8: :30 8点60 点 am 13am 上午13点 晚上12点 8:30:60 -1 now 八点".split(' ') {
        assert_eq!(time(text), None, "{text}");
    }
}

#[test]
fn moments_are_read() {
    let table = [
        (
            "2026-11-23T18:54:00",
            "now|现在|刚才|t|今天|+0m|周一|2026-11-23",
        ),
        ("2026-11-23T20:54:00", "+2h|+2小时|2小时后|+120m|+ 2 h"),
        (
            "2026-11-23T18:24:00",
            "-30m|-30min|半小时前|30分钟前|30分钟以前|-半小时",
        ),
        ("2026-11-22T18:54:00", "-24h"),
        (
            "2026-11-23T08:30:00",
            "830|8:30|8点半|t 830|今天 8:30|今天8点半|23 830|早上8点半|今天早上8点半|8.30",
        ),
        ("2026-11-23T11:23:00", "1123|11.23"),
        ("2026-11-23T23:00:00", "23|2300"),
        ("2026-11-24T00:00:00", "明天|+1|11-24|tomorrow|20261124|tue"),
        (
            "2026-11-24T08:30:00",
            "明天830|明天 830|明天8点半|11-24 8:30|1124 0830|11月24日8点30分|11月24日 8:30|tue 8.30|2026-11-24t08:30",
        ),
        (
            "2026-11-24T08:30:00",
            "2026-11-24T08:30:15|20261124T0830|2026/11/24 8:30|2026年11月24日8时30分|+1 830",
        ),
        (
            "2026-12-02T15:00:00",
            "下周三下午3点|下周三 15|12-2 3pm|12月2日 下午 3点|2026-12-02 15:00:00",
        ),
        ("2026-11-30T09:00:00", "next mon 9|月底 9点"),
    ];
    for (expected, texts) in table {
        let expected: NaiveDateTime = expected.parse().unwrap();
        for text in texts.split('|') {
            assert_eq!(moment(text, now()), Some(expected), "{text}");
        }
    }
    for text in
        "|31|2561|24:00|明天 25:00|2026-02-30 8:30|830 明天|h|+99999999999h|t 24:00|8.3".split('|')
    {
        assert_eq!(moment(text, now()), None, "{text}");
    }
}

#[test]
fn lengths_are_read_and_shown() {
    let table = [
        (
            90,
            "90 1:30 01:30 1h30 1h30m 1.5h 90m 90min 90分钟 1小时30分 1小时30 1个半小时 1小时半 １．５ｈ 1.5小时",
        ),
        (30, "半小时 半个小时 0.5h .5h 30 0:30"),
        (120, "2小时 2h 2个小时 2:00 2hours"),
        (2880, "2d 2天 48h 48:00"),
        (1560, "1天2小时 1d2h"),
        (1441, "1天1分钟"),
        (0, "0 0m 0h"),
    ];
    for (expected, texts) in table {
        for text in texts.split(' ') {
            assert_eq!(duration(text), Some(expected), "{text}");
        }
    }
    assert_eq!(duration("1 h 30 min"), Some(90));
    for text in [
        "", "-30", "0.33h", "1:60", "1:5", "1h60", "30m1h", "1h1h", "h", "半", "1半", "2x",
        "1:30:00", "9e9h", "1h30半",
    ] {
        assert_eq!(duration(text), None, "{text}");
    }
    assert_eq!(duration("999999999999999999h"), None);
    let shown = [
        (45, "45m"),
        (60, "1h"),
        (65, "1h05"),
        (2880, "48h"),
        (0, "0m"),
        (-90, "-1h30"),
    ];
    for (minutes, text) in shown {
        assert_eq!(show_duration(minutes), text);
    }
}

#[test]
fn amounts_are_read_and_shown() {
    let table = [
        (
            428_000,
            "4280 4,280.00 4,280 ４２８０ ４，２８０．００ 4280元 ¥4,280 ￥4280 $4280 4280.0 +4280 4280块 rmb4280 0.428万 04280",
        ),
        (-300, "-3 -3.00 －３ -¥3 ¥-3 −3 -3元"),
        (1_200_000, "1.2万 1.2万元 ¥1.2万 12,000 12000"),
        (30_000_000_000, "3亿 300,000,000"),
        (50, ".5 0.5 0.50 ．５"),
        (0, "0 -0 0.00"),
    ];
    for (expected, texts) in table {
        for text in texts.split(' ') {
            assert_eq!(decimal(text, 2), Some(expected), "{text}");
        }
    }
    assert_eq!(decimal("¥ 4,280 元", 2), Some(428_000));
    assert_eq!(decimal("- 3", 0), Some(-3));
    assert_eq!(decimal("1.23456万", 2), Some(1_234_560));
    let refused = "|1.234|1.000|1.2345678万|12,34|1,2345|,123|1,|1.|.|-|--3|-¥-3|1e5|0x10|1 000|三|abc|nan|١٢|元|¥|万|1.2.3|99999999999999999";
    for text in refused.split('|') {
        assert_eq!(decimal(text, 2), None, "{text}");
    }
    assert_eq!(integer("１２"), Some(12));
    assert_eq!(integer("1.0"), None);
    assert_eq!(integer("9223372036854775807"), Some(i64::MAX));
    assert_eq!(integer("-9223372036854775808"), Some(i64::MIN));
    assert_eq!(integer("9223372036854775808"), None);
    assert_eq!(decimal("1", u32::MAX), None);
    assert_eq!(show_decimal(428_000, 2), "4280.00");
    assert_eq!(show_decimal(-5, 2), "-0.05");
    assert_eq!(show_decimal(7, 0), "7");
    assert_eq!(show_amount(123_456_789, 2), "1,234,567.89");
    assert_eq!(show_amount(-123_456, 0), "-123,456");
    assert_eq!(show_amount(99, 2), "0.99");
}

#[test]
fn yes_and_no_are_read() {
    for text in "yes Y 1 true 是 有 √ 对 １".split(' ') {
        assert_eq!(yes_no(text), Some(true), "{text}");
    }
    for text in "no N 0 false 否 无 × 错 没有".split(' ') {
        assert_eq!(yes_no(text), Some(false), "{text}");
    }
    for text in ["", "maybe", "2", "x", "是否"] {
        assert_eq!(yes_no(text), None, "{text}");
    }
}

/// Text near to what the readers take, so that their branches are reached.
fn nearly() -> impl Strategy<Value = String> {
    let word = prop::sample::select(vec![
        "+", "-", "1", "23", "830", "2026", "99999999", ":", ".", "/", "年", "月", "日", "天",
        "周", "下", "上", "一", "半", "个", "小时", "点", "后", "前", "next", "last", "mon", "h",
        "m", "d", "t", " ", "，", "万", "亿", "¥", "下午", "pm", "０", "个半", "é", "初", "底",
    ]);
    prop_oneof![
        prop::collection::vec(word, 0..7).prop_map(|words| words.concat()),
        any::<String>()
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_text_makes_a_reader_stumble(text in nearly(), days in 0i32..3_650_000, places in 0u32..30) {
        let Some(today) = NaiveDate::from_ymd_opt(1, 1, 1).unwrap().checked_add_days(chrono::Days::new(days.unsigned_abs().into())) else {
            return Ok(());
        };
        if let Some(found) = date(&text, today) {
            prop_assert!((1..=9999).contains(&found.year()));
        }
        if let Some(found) = moment(&text, today.and_hms_opt(23, 59, 59).unwrap()) {
            prop_assert!((1..=9999).contains(&found.year()));
        }
        prop_assert!(duration(&text).is_none_or(|minutes| minutes >= 0));
        let _ = (time(&text), decimal(&text, places), integer(&text), yes_no(&text));
    }

    #[test]
    fn shown_numbers_are_read_back(value: i64, places in 0u32..=18) {
        prop_assert_eq!(decimal(&show_decimal(value, places), places), Some(value));
        prop_assert_eq!(decimal(&show_amount(value, places), places), Some(value));
    }

    #[test]
    fn shown_lengths_are_read_back(minutes in 0..i64::MAX) {
        prop_assert_eq!(duration(&show_duration(minutes)), Some(minutes));
        prop_assert_eq!(duration(&show_duration(minutes % 10_000)), Some(minutes % 10_000));
    }

    #[test]
    fn written_dates_are_read_back(year in 1i32..=9999, ordinal in 1u32..=366, minute in 0u32..1440) {
        let Some(written) = NaiveDate::from_yo_opt(year, ordinal) else { return Ok(()) };
        for form in ["%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y%m%d", "%Y年%m月%d日"] {
            prop_assert_eq!(date(&written.format(form).to_string(), day("2026-11-23")), Some(written));
        }
        let moment_written = written.and_hms_opt(minute / 60, minute % 60, 0).unwrap();
        for form in ["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M", "%Y%m%d %H%M", "%Y年%m月%d日%H时%M分"] {
            prop_assert_eq!(moment(&moment_written.format(form).to_string(), now()), Some(moment_written));
        }
    }
}
