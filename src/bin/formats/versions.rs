//! Comparing two versions of a playbook, and putting them together.

use guidepost::doc::{Author, Merge, Replica};
use guidepost::format::json;
use guidepost::review::{self, Difference, Piece, Row};
use guidepost::worker::{Change, Comparison, Versions};

/// What theirs would bring to ours. `None` where one of them holds no playbook.
pub(crate) fn compare(both: &Versions) -> Option<Comparison> {
    let (ours, theirs) = replicas(both)?;
    let reread = |ours: &_| json::read(&json::write(ours)).map_or_else(|_| ours.clone(), |read| read.playbook);
    let review::Comparison { kin, rows, contested, from } = review::compare(&ours, &theirs, reread).ok()?;
    let changes = |rows: Vec<Row>| rows.into_iter().map(change).collect();
    Some(Comparison { kin, changes: changes(rows), contested: changes(contested), from })
}

/// What is to be taken in when these were accepted. `None` where one of them holds no playbook.
pub(crate) fn merge(both: &Versions, accepted: &[String], author: &Author) -> Option<Merge> {
    let (ours, theirs) = replicas(both)?;
    let accepted: Vec<Difference> = accepted.iter().filter_map(|key| key.parse().ok()).collect();
    review::merge(&ours, &theirs, &accepted, author).ok()
}

fn replicas(both: &Versions) -> Option<(Replica, Replica)> {
    let replica = |update: &[u8]| {
        let mut replica = Replica::empty(|| 0);
        replica.admit_whole(update).ok()?;
        Some(replica)
    };
    Some((replica(&both.ours)?, replica(&both.theirs)?))
}

fn change(row: Row) -> Change {
    let pieces = |pieces: Vec<Piece>| pieces.into_iter().map(|piece| (piece.text, piece.differs)).collect();
    Change {
        key: row.difference.to_string(),
        removes: matches!(row.difference, Difference::Missing(_) | Difference::SectionMissing(_)),
        section: row.section,
        entry: row.entry,
        what: row.what,
        ours: pieces(row.ours),
        theirs: pieces(row.theirs),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use guidepost::doc::{Edit, NewEntry};
    use guidepost::model::{Field, Home, Kind, Playbook, PlaybookId, SectionId, StandardSection, Value};

    fn author(name: &str) -> Author {
        Author { name: name.to_owned(), ..Author::default() }
    }

    /// Adds a definition.
    fn define(replica: &mut Replica, term: &str, by: &str) {
        let new = NewEntry::last(Kind::Definition, Home::Section(SectionId::Standard(StandardSection::Definitions)));
        let name = Edit::Set(new.id, Field::Name, Value::Line(term.to_owned()));
        replica.apply(&Edit::Add(new), &author(by)).expect("a possible edit");
        replica.apply(&name, &author(by)).expect("a possible edit");
    }

    fn terms(replica: &Replica) -> Vec<String> {
        let playbook = replica.playbook().expect("a playbook");
        let mut terms: Vec<_> = playbook.entries.values().map(|entry| entry.name().to_owned()).collect();
        terms.sort();
        terms
    }

    fn versions(ours: &Replica, theirs: &Replica) -> Versions {
        Versions { ours: ours.encode(), theirs: theirs.encode() }
    }

    #[test]
    fn versions_of_one_document_come_together_as_a_whole() {
        let mut ours = Replica::of(&Playbook::new(PlaybookId::random(), "Playbook"), || 0);
        let mut theirs = Replica::empty(|| 0);
        theirs.admit_whole(&ours.encode()).expect("a document");
        define(&mut ours, "MQL", "Ana");
        define(&mut theirs, "SQL", "Ben");
        let comparison = compare(&versions(&ours, &theirs)).expect("two playbooks");
        let said: Vec<_> = comparison.changes.iter().map(|change| (&*change.entry, &*change.what)).collect();
        assert_eq!((comparison.kin, &said[..]), (true, &[("SQL", "New definition")][..]));
        assert_eq!((&comparison.contested[..], &comparison.from[..]), (&[][..], &["Ben".to_owned()][..]));
        let merged = merge(&versions(&ours, &theirs), &[], &author("Ana")).expect("two playbooks");
        ours.merge(&merged, "merge").expect("an update");
        assert_eq!(terms(&ours), ["MQL", "SQL"]);
        assert_eq!(compare(&versions(&ours, &theirs)).map(|again| again.changes), Some(Vec::new()));
    }

    #[test]
    fn of_another_document_what_was_accepted_comes_in() {
        let blank = Playbook::new(PlaybookId::random(), "Playbook");
        let [mut ours, mut theirs] = [(); 2].map(|()| Replica::of(&blank, || 0));
        define(&mut ours, "MQL", "Ana");
        define(&mut theirs, "SQL", "Ben");
        define(&mut theirs, "SLA", "Ben");
        let comparison = compare(&versions(&ours, &theirs)).expect("two playbooks");
        let removing: Vec<_> = comparison.changes.iter().map(|change| (&*change.entry, change.removes)).collect();
        assert_eq!((comparison.kin, &removing[..]), (false, &[("SQL", false), ("SLA", false), ("MQL", true)][..]));
        let accepted = [comparison.changes[0].key.clone(), comparison.changes[2].key.clone(), "nonsense".to_owned()];
        let merged = merge(&versions(&ours, &theirs), &accepted, &author("Ana")).expect("two playbooks");
        ours.merge(&merged, "merge").expect("an update");
        let shown = ours.playbook().expect("a playbook").entries.into_values().filter(|entry| !entry.deleted);
        assert_eq!(shown.map(|entry| entry.name().to_owned()).collect::<Vec<_>>(), ["SQL"]);
    }

    #[test]
    fn what_is_no_playbook_is_not_compared() {
        let blank = Replica::encoded(&Playbook::new(PlaybookId::random(), "Playbook"));
        for (ours, theirs) in [(&b"no update"[..], &blank[..]), (&blank[..], b""), (b"\0\0", b"\0\0")] {
            let both = Versions { ours: ours.to_vec(), theirs: theirs.to_vec() };
            assert_eq!(compare(&both), None);
        }
    }
}
