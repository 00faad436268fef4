//! Numbers, money, and yes or no.
//!
//! Invariant: a decimal is an integer scaled by its places, from the first keystroke to the file; no binary fraction ever
//! stands in between. What does not fit is refused, never rounded. Must never know a currency or a tariff.

use super::heard;

const MONEY_BEFORE: [&str; 5] = ["¥", "￥", "rmb", "cny", "$"];
const MONEY_AFTER: [&str; 6] = ["人民币", "元", "圆", "块钱", "块", "rmb"];

/// Reads a decimal number as an integer scaled by `places`: with 2, `4,280.00`, `４２８０`, `4280元`, `¥4,280` are 428000.
///
/// Also `-3`, `+3`, `.5`, `1.2万`, `3亿`. Commas must part groups of three. `None` if there are more than `places` decimals
/// (zeros too: `1.000` is a thousand to some), if the result does not fit, or if `places` is over 18.
#[must_use]
pub fn decimal(text: &str, places: u32) -> Option<i64> {
    let said = heard(text)?;
    let (body, mut negative, signed) = sign(&said);
    let money = MONEY_BEFORE
        .iter()
        .find_map(|money| body.strip_prefix(money));
    let mut body = body;
    if let Some(amount) = money {
        body = amount.trim_start();
        if !signed {
            (body, negative, _) = sign(body);
        }
    }
    let body = MONEY_AFTER
        .iter()
        .find_map(|money| body.strip_suffix(money))
        .unwrap_or(body)
        .trim_end();
    let (body, shift) = match (body.strip_suffix('万'), body.strip_suffix('亿')) {
        (Some(body), _) => (body.trim_end(), 4),
        (_, Some(body)) => (body.trim_end(), 8),
        _ => (body, 0),
    };
    let (whole, fraction) = body.split_once('.').unwrap_or((body, ""));
    if body.ends_with('.') {
        return None;
    }
    scaled(
        &ungrouped(whole)?,
        fraction,
        places.checked_add(shift)?,
        negative,
    )
}

/// Reads a whole number, as [`decimal`] without places.
#[must_use]
pub fn integer(text: &str) -> Option<i64> {
    decimal(text, 0)
}

/// An unsigned number of ASCII digits with at most `places` decimals, scaled; nothing else around it.
pub(super) fn plain(digits: &str, places: u32) -> Option<i64> {
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    if digits.ends_with('.') {
        None
    } else {
        scaled(whole, fraction, places, false)
    }
}

/// What stands after a sign, whether the sign is a minus, and whether there is one.
fn sign(said: &str) -> (&str, bool, bool) {
    match (said.strip_prefix(['-', '\u{2212}']), said.strip_prefix('+')) {
        (Some(rest), _) => (rest.trim_start(), true, true),
        (_, Some(rest)) => (rest.trim_start(), false, true),
        _ => (said, false, false),
    }
}

/// The whole part without its commas, if they part groups of three.
fn ungrouped(whole: &str) -> Option<String> {
    let mut groups = whole.split(',');
    let first = groups.next()?;
    let mut rest = groups.peekable();
    if rest.peek().is_some() && !(1..=3).contains(&first.len()) {
        return None;
    }
    rest.all(|group| group.len() == 3)
        .then(|| whole.replace(',', ""))
}

fn scaled(whole: &str, fraction: &str, places: u32, negative: bool) -> Option<i64> {
    let digits = || whole.bytes().chain(fraction.bytes());
    let missing = places.checked_sub(u32::try_from(fraction.len()).ok()?)?;
    if digits().next().is_none() || !digits().all(|b| b.is_ascii_digit()) || places > 26 {
        return None;
    }
    let value = digits().try_fold(0i128, |sum, b| {
        sum.checked_mul(10)?.checked_add(i128::from(b - b'0'))
    })?;
    let value = value.checked_mul(10i128.checked_pow(missing)?)?;
    i64::try_from(if negative { -value } else { value }).ok()
}

/// Shows a scaled integer with exactly `places` decimals and no separators: `4280.00`.
#[must_use]
pub fn show_decimal(value: i64, places: u32) -> String {
    let places = places as usize;
    let digits = format!("{:0least$}", value.unsigned_abs(), least = places + 1);
    let (whole, fraction) = digits.split_at(digits.len() - places);
    let sign = if value < 0 { "-" } else { "" };
    let point = if places > 0 { "." } else { "" };
    format!("{sign}{whole}{point}{fraction}")
}

/// Shows a scaled integer without the zeros at its end: `1234567.5`, `12`.
#[must_use]
pub fn show_number(value: i64, places: u32) -> String {
    let shown = show_decimal(value, places);
    if places == 0 {
        return shown;
    }
    shown.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// Shows a scaled integer for reading: [`show_decimal`] with commas between thousands, `4,280.00`.
#[must_use]
pub fn show_amount(value: i64, places: u32) -> String {
    let plain = show_decimal(value, places);
    let (sign, digits) = plain
        .strip_prefix('-')
        .map_or(("", plain.as_str()), |digits| ("-", digits));
    let (whole, fraction) = digits.split_at(digits.find('.').unwrap_or(digits.len()));
    let mut shown = String::from(sign);
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at) % 3 == 0 {
            shown.push(',');
        }
        shown.push(digit);
    }
    shown + fraction
}

/// Reads yes or no: `yes y true t 1 on 是 有 对 √ ✓` and `no n false f 0 off 否 无 没有 错 ×`.
#[must_use]
pub fn yes_no(text: &str) -> Option<bool> {
    match heard(text)?.as_str() {
        "yes" | "y" | "true" | "t" | "1" | "on" | "是" | "有" | "对" | "√" | "✓" | "✔" => {
            Some(true)
        }
        "no" | "n" | "false" | "f" | "0" | "off" | "否" | "不是" | "无" | "没有" | "错" | "×"
        | "✗" | "✘" => Some(false),
        _ => None,
    }
}
