//! Names that somebody may have meant who wrote another.

/// The known names nearest to a misspelt one, at most three, nearest first.
pub fn nearest<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> Vec<&'a str> {
    let length = name.chars().count();
    let limit = length.div_ceil(3).max(2);
    // What is so much longer or shorter need not be compared: every character more is one step away.
    let may_be_near =
        |known: &&str| known.chars().count().abs_diff(length) <= limit || known.starts_with(name);
    let far = |known: &str| {
        if !name.is_empty() && known.starts_with(name) {
            1
        } else {
            strsim::levenshtein(name, known)
        }
    };
    let mut near: Vec<(usize, &str)> = known
        .into_iter()
        .filter(may_be_near)
        .map(|k| (far(k), k))
        .collect();
    near.retain(|(distance, _)| *distance <= limit);
    near.sort_unstable();
    near.dedup();
    near.into_iter().take(3).map(|(_, k)| k).collect()
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn what_is_near_is_found_and_what_is_much_longer_is_not() {
        let known = ["call_log", "task", "asset", "repair"];
        assert_eq!(nearest("tsak", known), ["task"]);
        assert_eq!(
            nearest("ca", known),
            ["call_log"],
            "what goes on from there"
        );
        assert_eq!(nearest("", ["a", "ab", "abc"]), ["a", "ab"]);
        assert_eq!(nearest(&"task".repeat(20_000), known), Vec::<&str>::new());
    }
}
