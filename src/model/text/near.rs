//! Names that somebody may have meant who wrote another.

/// The known names nearest to a misspelt one, at most three, nearest first.
pub fn nearest<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> Vec<&'a str> {
    let limit = name.chars().count().div_ceil(3).max(2);
    let far = |known: &str| {
        if !name.is_empty() && known.starts_with(name) {
            1
        } else {
            strsim::levenshtein(name, known)
        }
    };
    let mut near: Vec<(usize, &str)> = known.into_iter().map(|k| (far(k), k)).collect();
    near.retain(|(distance, _)| *distance <= limit);
    near.sort_unstable();
    near.dedup();
    near.into_iter().take(3).map(|(_, k)| k).collect()
}
