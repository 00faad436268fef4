//! Numbers as they are written in an expression, and as scaled fields keep them.

use crate::model::expr::Expr;

/// A number as written, with its sign.
pub(super) fn number(expr: &Expr) -> Option<String> {
    if let Expr::Negate(inner, _) = expr {
        let number = number(inner)?;
        let plain = number.strip_prefix('-').map(str::to_owned);
        return Some(plain.unwrap_or_else(|| format!("-{number}")));
    }
    let Expr::Number(n, _) = expr else {
        return None;
    };
    let plain = n.bytes().all(|b| b.is_ascii_digit() || b == b'.');
    plain.then(|| n.clone())
}

/// A decimal with its point moved to the right, digit by digit: 1.13 by 2 is 113, not 112.99999999999999.
pub(super) fn shifted(number: &str, places: u32) -> String {
    let (whole, rest) = number.split_once('.').unwrap_or((number, ""));
    let places = places as usize;
    let mut digits = rest.to_owned();
    while digits.len() < places {
        digits.push('0');
    }
    let (more, beyond) = digits.split_at(places);
    let beyond = beyond.trim_end_matches('0');
    let point = if beyond.is_empty() { "" } else { "." };
    let (sign, whole) = match whole.strip_prefix('-') {
        Some(plain) => ("-", plain),
        None => ("", whole),
    };
    let shifted = format!("{whole}{more}");
    let plain = shifted.trim_start_matches('0');
    let plain = if plain.is_empty() { "0" } else { plain };
    format!("{sign}{plain}{point}{beyond}")
}
