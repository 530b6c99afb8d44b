//! The smallest change that turns one text into another.

/// Remove `removed` UTF-16 units at `at`, then insert `inserted` there.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Splice<'a> {
    /// UTF-16 units before the change.
    pub(super) at: u32,
    /// UTF-16 units to remove.
    pub(super) removed: u32,
    /// What to put there.
    pub(super) inserted: &'a str,
}

/// What lies between the common start and the common end of both texts. Whole characters only: half a
/// surrogate pair can't be inserted.
pub(super) fn splice<'a>(old: &str, new: &'a str) -> Splice<'a> {
    let start: usize = old.chars().zip(new.chars()).take_while(|(a, b)| a == b).map(|(a, _)| a.len_utf8()).sum();
    let (common, old) = old.split_at(start);
    let new = new.split_at(start).1;
    let end: usize =
        old.chars().rev().zip(new.chars().rev()).take_while(|(a, b)| a == b).map(|(a, _)| a.len_utf8()).sum();
    Splice { at: utf16_len(common), removed: utf16_len(&old[..old.len() - end]), inserted: &new[..new.len() - end] }
}

fn utf16_len(text: &str) -> u32 {
    text.chars().map(|c| if c.len_utf16() == 2 { 2 } else { 1 }).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(old: &str, new: &str, at: u32, removed: u32, inserted: &str) {
        assert_eq!(splice(old, new), Splice { at, removed, inserted }, "{old:?} → {new:?}");
    }

    #[test]
    fn only_what_differs_is_touched() {
        check("", "", 0, 0, "");
        check("same", "same", 4, 0, "");
        check("", "new", 0, 0, "new");
        check("old", "", 0, 3, "");
        check("a lead", "a good lead", 2, 0, "good ");
        check("aaa", "aa", 2, 1, "");
        check("aba", "abba", 2, 0, "b");
        check("one two", "one 2", 4, 3, "2");
    }

    #[test]
    fn characters_stay_whole() {
        check("見込み客", "見込客", 2, 1, "");
        check("a😀b", "a😃b", 1, 2, "😃");
        check("😀", "😀😀", 2, 0, "😀");
    }
}
