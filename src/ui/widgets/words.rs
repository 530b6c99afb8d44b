//! Words that depend on a number.

/// "no entries", "1 entry", "2 entries".
pub(in crate::ui) fn count(number: impl TryInto<u64>, one: &str, many: &str) -> String {
    match number.try_into().unwrap_or_default() {
        0 => format!("no {many}"),
        1 => format!("1 {one}"),
        number => format!("{number} {many}"),
    }
}
