//! One value for each time a tab wrote what was edited.
//!
//! The body of an entry is `<state vector>:<update>`. State vectors grow with everyone who ever edited, so all but
//! a tab's first entry say only what came since that one: `<number of that entry>@<rest of the state vector>:<update>`.

use super::fold::TroubleKind;
use super::keys::{ASIDE, LOG, log_path};
use super::record::{self, Flaw};
use super::sorted::Sorted;
use crate::doc::StampedUpdate;

/// A whole state vector that later entries of the tab build on.
#[derive(Debug, Clone)]
pub(super) struct Anchor {
    /// The number of the entry that has it.
    pub(super) number: u64,
    pub(super) before: Vec<u8>,
}

/// The text of an entry, and whether it stands on its own and so can be an anchor.
pub(super) fn seal(key: &str, update: &StampedUpdate, anchor: Option<&Anchor>) -> (String, bool) {
    let bytes = record::encode(update.update());
    let relative = anchor.and_then(|anchor| Some((anchor.number, update.before_beyond(&anchor.before).ok()?)));
    match relative.filter(|(_, beyond)| beyond.len() < update.before().len()) {
        Some((number, beyond)) => (record::seal(key, &format!("{number}@{}:{bytes}", record::encode(&beyond))), false),
        None => (record::seal(key, &format!("{}:{bytes}", record::encode(update.before()))), true),
    }
}

/// The log of a playbook, as it was read.
#[derive(Default)]
pub(super) struct Log {
    entries: Sorted<Entry>,
}

struct Entry {
    /// Of the key and the text.
    characters: usize,
    content: Result<Content, Flaw>,
}

struct Content {
    anchor: Option<u64>,
    before: Vec<u8>,
    update: Vec<u8>,
}

impl Log {
    /// Takes in what stands under a path. Its key is the one that it was written under, wherever it is now.
    pub(super) fn insert(&mut self, path: &str, key: &str, text: &str) {
        let entry = Entry { characters: key.len() + text.len(), content: Content::unseal(key, text) };
        self.entries.insert(path, entry);
    }

    pub(super) fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Whether a newer program has written some of it.
    pub(super) fn is_newer(&self) -> bool {
        self.entries.iter().any(|(_, entry)| matches!(entry.content, Err(Flaw::Newer)))
    }

    pub(super) fn paths(&self) -> impl Iterator<Item = &String> {
        self.entries.iter().map(|(path, _)| path)
    }

    /// How many characters each entry takes that does not stand aside.
    pub(super) fn sizes(&self) -> impl Iterator<Item = (&String, usize)> {
        let here = self.entries.iter().filter(|(path, _)| path.starts_with(LOG));
        here.map(|(path, entry)| (path, entry.characters))
    }

    /// The update under a path, for a document that holds the entries in `held`.
    pub(super) fn update(&self, path: &str, held: &[String]) -> Result<StampedUpdate, TroubleKind> {
        let Some(Entry { content: Ok(Content { anchor, before, update }), .. }) = self.entries.get(path) else {
            return Err(TroubleKind::DamagedChanges);
        };
        let alone = || StampedUpdate::from_parts(before.clone(), update.clone());
        let Some(anchor) = anchor.and_then(|number| anchor_path(path, number)) else { return Ok(alone()) };
        let aside = format!("{ASIDE}{anchor}");
        match self.entries.get(&anchor).or_else(|| self.entries.get(&aside)) {
            Some(Entry { content: Ok(whole), .. }) => {
                StampedUpdate::from_parts_beyond(&whole.before, before, update.clone())
                    .map_err(|_| TroubleKind::DamagedChanges)
            }
            Some(Entry { content: Err(_), .. }) if !held.contains(&anchor) => Err(TroubleKind::ChangesWithoutPlace),
            // It is in the document; when it is gone from the log, both snapshots hold it.
            Some(_) | None => Ok(alone()),
        }
    }
}

/// The path of an entry of the same tab.
fn anchor_path(path: &str, number: u64) -> Option<String> {
    let (tab, _) = path.strip_prefix(ASIDE).unwrap_or(path).strip_prefix(LOG)?.split_once('/')?;
    Some(log_path(tab, number))
}

impl Content {
    fn unseal(key: &str, text: &str) -> Result<Self, Flaw> {
        let (before, update) = record::unseal(key, text)?.split_once(':').ok_or(Flaw::Damaged)?;
        let (anchor, before) = match before.split_once('@') {
            Some((number, rest)) => (Some(number.parse().map_err(|_| Flaw::Damaged)?), rest),
            None => (None, before),
        };
        Ok(Self { anchor, before: record::decode(before)?, update: record::decode(update)? })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LONG: [u8; 5] = [2, 1, 9, 2, 9];
    const FIRST: [u8; 3] = [1, 1, 7];

    fn read(entries: &[(&str, &str)]) -> Log {
        let mut log = Log::default();
        entries.iter().for_each(|(path, text)| log.insert(path, path.strip_prefix(ASIDE).unwrap_or(path), text));
        log
    }

    #[test]
    fn an_entry_reads_back_with_what_it_builds_on() {
        let first = StampedUpdate::from_parts(FIRST.to_vec(), vec![1]);
        let second = StampedUpdate::from_parts(LONG.to_vec(), vec![2]);
        let anchor = Anchor { number: 0, before: FIRST.to_vec() };
        let (paths, aside) = (["log/t/000000", "log/t/000001"], "aside/log/t/000000");
        let (whole, on_its_own) = seal(paths[0], &first, None);
        assert!(on_its_own);
        assert!(!seal(paths[1], &StampedUpdate::from_parts(FIRST.to_vec(), vec![2]), Some(&anchor)).1);

        // Two clients came, so there is something to leave out only when there is more of it.
        let long = StampedUpdate::from_parts(vec![3, 1, 7, 2, 9, 3, 9], vec![2]);
        let (rest, on_its_own) = seal(paths[1], &long, Some(&anchor));
        assert!(!on_its_own);
        for place in [paths[0], aside] {
            let log = read(&[(place, &whole), (paths[1], &rest)]);
            assert_eq!(log.update(place, &[]), Ok(first.clone()));
            let update = log.update(paths[1], &[]).expect("whole");
            let alone = update.before_beyond(&[0]).map(|before| before.len());
            assert_eq!((update.update(), alone), (long.update(), Ok(long.before().len())));
        }

        let alone = StampedUpdate::from_parts(long.before_beyond(&FIRST).expect("sound"), vec![2]);
        assert_eq!(
            read(&[(paths[1], &rest)]).update(paths[1], &[]),
            Ok(alone.clone()),
            "both snapshots hold the first"
        );
        let damaged = read(&[(paths[0], "?"), (paths[1], &rest)]);
        assert_eq!(damaged.update(paths[0], &[]), Err(TroubleKind::DamagedChanges));
        assert_eq!(damaged.update(paths[1], &[]), Err(TroubleKind::ChangesWithoutPlace));
        assert_eq!(damaged.update(paths[1], &[paths[0].to_owned()]), Ok(alone), "a snapshot holds the first");

        let (text, on_its_own) = seal(paths[1], &second, Some(&Anchor { number: 0, before: vec![0] }));
        assert!(on_its_own, "nothing to leave out");
        assert_eq!(read(&[(paths[1], &text)]).update(paths[1], &[]), Ok(second));
    }
}
