//! What entries and sections are called on a page: no two in a list the same.

use crate::format::escape::one_line;
use crate::format::labels::{DIRECTORY_NAME, Labels};
use crate::model::{EntryId, Home, Outline, Playbook};
use std::collections::{HashMap, HashSet};

/// The names that entries and sections go by on a page. Of several with one name, all but the first carry a number.
pub(in crate::format) struct Titles {
    entries: HashMap<EntryId, String>,
    homes: HashMap<Home, String>,
}

impl Titles {
    pub(in crate::format) fn of(playbook: &Playbook, outline: &Outline, labels: Labels) -> Self {
        let mut entries = HashMap::new();
        for (_, _, list) in outline.lists() {
            let names =
                list.iter().map(|id| playbook.entries.get(id).map_or_else(String::new, |entry| labels.title(entry)));
            entries.extend(list.iter().copied().zip(unique(names)));
        }
        let sections = playbook.sections.iter().filter(|section| !section.deleted);
        let homes = sections.clone().map(|section| Home::Section(section.id));
        let names =
            sections.map(|section| labels.section(section).to_owned()).chain([labels.of(DIRECTORY_NAME).to_owned()]);
        let homes = homes.chain([Home::Directory]).zip(unique(names)).collect();
        Self { entries, homes }
    }

    /// What an entry is called; nothing when it was deleted.
    pub(in crate::format) fn of_entry(&self, id: EntryId) -> Option<&str> {
        self.entries.get(&id).map(String::as_str)
    }

    pub(in crate::format) fn of_home(&self, home: Home) -> &str {
        self.homes.get(&home).map_or("", String::as_str)
    }
}

/// These names, with a number behind each that was there before. Capitals and blanks make no other name of it: who reads
/// does not see them.
fn unique(names: impl IntoIterator<Item = String>) -> Vec<String> {
    let mut taken = HashSet::new();
    // Where to go on counting: a list may hold ten thousand of one name.
    let mut next: HashMap<String, usize> = HashMap::new();
    let unique = names.into_iter().map(|name| {
        let name = one_line(&name);
        let folded = name.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
        if taken.insert(folded.clone()) {
            return name;
        }
        let number = next.entry(folded.clone()).or_insert(2);
        while !taken.insert(format!("{folded} ({number})")) {
            *number += 1;
        }
        format!("{name} ({number})")
    });
    unique.collect()
}

#[cfg(test)]
mod tests {
    use super::unique;

    #[test]
    fn of_several_with_one_name_all_but_the_first_carry_a_number() {
        for (names, written) in [
            (&["a", "b"][..], &["a", "b"][..]),
            (&["a", "A ", "a"], &["a", "A (2)", "a (3)"]),
            (&["a", "a (2)", "a", "a"], &["a", "a (2)", "a (3)", "a (4)"]),
            (&["", " "], &["", " (2)"]),
        ] {
            assert_eq!(unique(names.iter().map(|name| (*name).to_owned())), written);
        }
    }
}
