//! What the targets have in common: the playbooks that made-up bytes meet.

pub mod craft;
pub mod poke;

use guidepost::doc::{Author, Replica};
use guidepost::format::json;
use guidepost::model::{
    Edit, EntryId, Field, Home, Kind, NewEntry, Playbook, PlaybookId, SectionId, StandardSection, Value,
};

/// Time stands still: what is found once has to be found again.
#[must_use]
pub fn clock() -> u64 {
    0
}

/// The day that examples of names use.
#[must_use]
pub fn today() -> chrono::NaiveDate {
    chrono::NaiveDate::default()
}

/// The example that comes with the app.
pub const EXAMPLE: &str = include_str!("../../assets/example-playbook.json");

/// The example as a playbook.
#[must_use]
pub fn example() -> Playbook {
    json::read(EXAMPLE).expect("the example can be read").playbook
}

/// The section that most is tried in.
pub const SECTION: SectionId = SectionId::Standard(StandardSection::Definitions);

/// Another one.
pub const OTHER: SectionId = SectionId::Standard(StandardSection::LifecycleManagement);

/// The client that made the document which everything begins with. Eight bytes in an update, as most are.
pub const MAKER: u64 = (1 << 50) + 1;

/// A document with a few entries, the same each time.
#[must_use]
pub fn start() -> Vec<u8> {
    // A document that is made of a playbook has a client of its own each time. Its number is put in place of that.
    let blank = loop {
        let update = Replica::encoded(&Playbook::new(PlaybookId::from_bits(1), "Playbook"));
        // An update begins with how many clients there are, how many blocks the first has, and its number.
        let number = (1..12).map(|at| &update[at..]).find_map(|rest| {
            let end = rest.iter().position(|byte| *byte < 0x80)?;
            (end == 7).then(|| rest[..8].to_vec())
        });
        if let Some(number) = number {
            let mut ours = Vec::new();
            guidepost::doc::wire::put_number(&mut ours, MAKER);
            break replaced(&update, &number, &ours);
        }
    };
    let mut replica = Replica::empty_of(MAKER + 1, clock);
    replica.admit_whole(&blank).expect("a whole document");
    for (number, kind, home) in
        [(1, Kind::Definition, SECTION), (2, Kind::Definition, SECTION), (3, Kind::Stage, OTHER)]
    {
        let id = EntryId::from_bits(number);
        let new = NewEntry { id, ..NewEntry::last(kind, Home::Section(home)) };
        apply(&mut replica, &Edit::Add(new));
        apply(&mut replica, &Edit::Set(id, Field::Name, Value::Line("Lead".into())));
        apply(&mut replica, &Edit::Set(id, Field::Definition, Value::Text("Interested 客 😀".into())));
    }
    apply(&mut replica, &Edit::Delete(EntryId::from_bits(2)));
    apply(&mut replica, &Edit::SetIntroduction(SECTION, "What words mean".into()));
    replica.encode()
}

/// Makes an edit, if it is possible.
pub fn apply(replica: &mut Replica, edit: &Edit) {
    let _ = replica.apply(edit, &Author::default());
}

fn replaced(bytes: &[u8], from: &[u8], to: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    let mut rest = bytes;
    while let Some((first, tail)) = rest.split_first() {
        if let Some(tail) = rest.strip_prefix(from) {
            out.extend_from_slice(to);
            rest = tail;
        } else {
            out.push(*first);
            rest = tail;
        }
    }
    out
}
