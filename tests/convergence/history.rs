//! One random history of some replicas, which is the same each time for the same number.

use guidepost::doc::wire::Reader;
use guidepost::doc::{Admission, Author, Replica, merge_updates};
use guidepost::model::{
    CustomSectionId, Edit, Entry, EntryId, Field, Home, Kind, NewEntry, Playbook, PlaybookId, SectionId, Shape,
    StandardSection, Value,
};
use std::cell::Cell;
use std::collections::{HashMap, HashSet};

/// Whether updates have to pass the causal gate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Gate {
    Closed,
    #[cfg_attr(target_arch = "wasm32", expect(dead_code, reason = "a panic can't be caught in a browser"))]
    Open,
}

pub(crate) struct History {
    random: fastrand::Rng,
    gate: Gate,
    people: Vec<Person>,
    parcels: Vec<Parcel>,
    /// Characters are typed once each. What somebody saw and took away may be gone in the end, and nothing else.
    typed: HashSet<char>,
    removed: HashSet<char>,
    /// Somebody empties the bin now and then: what others write in it meanwhile is gone, too.
    emptying: bool,
}

struct Person {
    replica: Replica,
    typed: u32,
}

#[derive(Clone)]
struct Parcel {
    to: usize,
    content: Content,
}

#[derive(Clone)]
enum Content {
    Update(Vec<u8>),
    /// Somebody tells how much they have, to be sent the rest.
    Question(usize, Vec<u8>),
}

thread_local! {
    static NOW: Cell<u64> = const { Cell::new(0) };
}

/// Each look at it is some while later, so that bursts of typing end now and then.
fn clock() -> u64 {
    NOW.with(|now| {
        now.set(now.get() + 300);
        now.get()
    })
}

type Outcome = Result<(), String>;

impl History {
    pub(crate) fn new(seed: u64, gate: Gate) -> Self {
        let mut random = fastrand::Rng::with_seed(seed);
        let start = Replica::of(&Playbook::new(PlaybookId::from_bits(1), "Playbook"), clock).encode();
        let people = (0..random.usize(3..=5)).map(|_| {
            let mut replica = Replica::empty(clock);
            replica.admit_whole(&start).expect("a whole document");
            let _ = replica.take_updates();
            Person { replica, typed: 0 }
        });
        let people = people.collect();
        Self {
            random,
            gate,
            people,
            parcels: Vec::new(),
            typed: HashSet::new(),
            removed: HashSet::new(),
            emptying: false,
        }
    }

    /// The same, in which the bin is emptied.
    pub(crate) fn emptying(self) -> Self {
        Self { emptying: true, ..self }
    }

    /// Runs it. Says what went wrong.
    pub(crate) fn run(mut self) -> Outcome {
        for _ in 0..self.random.usize(20..150) {
            let who = self.random.usize(..self.people.len());
            if self.emptying && self.random.u8(..12) == 0 {
                self.people[who].replica.empty_bin();
            }
            match self.random.u8(..20) {
                0..7 => self.edit(who)?,
                7..9 => self.step(who, true)?,
                9 => self.step(who, false)?,
                10..13 => self.send(who)?,
                13 => self.ask(who),
                _ => self.deliver(),
            }
        }
        self.meet()?;
        self.compare()
    }

    fn edit(&mut self, who: usize) -> Outcome {
        let Some(edit) = self.choose(who) else { return Ok(()) };
        let before = self.letters(who);
        let author = Author { name: format!("Person {who}"), ..Author::default() };
        self.people[who].replica.apply(&edit, &author).map_err(|error| format!("{edit:?}: {error}"))?;
        let after = self.letters(who);
        self.removed.extend(before.difference(&after));
        self.typed.extend(after.difference(&before));
        Ok(())
    }

    /// Undoing takes back nobody else's letters; redoing only those that somebody had removed.
    fn step(&mut self, who: usize, back: bool) -> Outcome {
        let before = self.letters(who);
        let replica = &mut self.people[who].replica;
        let _ = if back { replica.undo() } else { replica.redo() };
        let after = self.letters(who);
        for gone in before.difference(&after) {
            let allowed = self.emptying || author_of(*gone) == who || (!back && self.removed.contains(gone));
            if !allowed {
                return Err(format!("person {who} took back the letter {gone:?} of person {}", author_of(*gone)));
            }
            self.removed.insert(*gone);
        }
        Ok(())
    }

    fn choose(&mut self, who: usize) -> Option<Edit> {
        let entries: Vec<Entry> = self.playbook(who).entries.into_values().collect();
        let entry = self.random.choice(&entries);
        Some(match self.random.u8(..12) {
            0..3 => {
                let (kind, section) = self.random.choice([
                    (Kind::Stage, StandardSection::LifecycleManagement),
                    (Kind::Tool, StandardSection::SalesTools),
                    (Kind::Definition, StandardSection::Definitions),
                ])?;
                let home = Home::Section(SectionId::Standard(section));
                let siblings: Vec<_> =
                    entries.iter().filter(|entry| entry.home == home).map(|entry| entry.id).collect();
                let id = EntryId::from_bits(self.random.u128(..));
                Edit::Add(NewEntry { id, before: self.random.choice(siblings), ..NewEntry::last(kind, home) })
            }
            3..7 => {
                let entry = entry?;
                let texts = entry.kind.fields().iter().filter(|spec| spec.shape == Shape::Text);
                let field = self.random.choice(texts.map(|spec| spec.field).collect::<Vec<_>>())?;
                Edit::Set(entry.id, field, Value::Text(self.rewritten(who, entry.text(field))))
            }
            7 => {
                let section = SectionId::Standard(StandardSection::Definitions);
                let text = self.playbook(who).section(section)?.introduction.clone();
                Edit::SetIntroduction(section, self.rewritten(who, &text))
            }
            8 => Edit::Delete(entry?.id),
            9 => Edit::Restore(entry?.id),
            10 => {
                let entry = entry?;
                let siblings = entries.iter().filter(|other| (other.home, other.kind) == (entry.home, entry.kind));
                Edit::Move(entry.id, self.random.choice(siblings.map(|entry| entry.id).collect::<Vec<_>>()))
            }
            _ if self.random.bool() => {
                Edit::Set(entry?.id, Field::Name, Value::Line(format!("{}", self.random.u8(..))))
            }
            _ => Edit::AddSection(CustomSectionId::from_bits(self.random.u128(..)), "Section".into()),
        })
    }

    /// The text with new letters somewhere, and perhaps without some of its own.
    fn rewritten(&mut self, who: usize, text: &str) -> String {
        let mut letters: Vec<char> = text.chars().collect();
        let from = self.random.usize(..=letters.len());
        let to = if self.random.u8(..3) == 0 { self.random.usize(from..=letters.len().min(from + 4)) } else { from };
        let new: Vec<char> = (0..self.random.usize(1..6)).map(|_| self.letter(who)).collect();
        letters.splice(from..to, new);
        letters.into_iter().collect()
    }

    /// A letter that was never typed before, of one or of two UTF-16 units.
    fn letter(&mut self, who: usize) -> char {
        let person = &mut self.people[who];
        person.typed += 1;
        let alphabet = if self.random.bool() { 0x4e00 } else { 0xf_0000 };
        char::from_u32(alphabet + u32::try_from(who).expect("few people") * LETTERS + person.typed).expect("a letter")
    }

    /// What somebody did since the last time goes on its way to all others, bit by bit or in one.
    fn send(&mut self, who: usize) -> Outcome {
        let updates = self.people[who].replica.take_updates();
        let merged = merge_updates(&updates).map_err(|error| error.to_string())?;
        for to in (0..self.people.len()).filter(|to| *to != who) {
            let updates = if self.random.bool() { updates.clone() } else { merged.iter().cloned().collect() };
            self.parcels.extend(updates.into_iter().map(|update| Parcel { to, content: Content::Update(update) }));
        }
        Ok(())
    }

    fn ask(&mut self, who: usize) {
        let content = Content::Question(who, self.people[who].replica.state_vector());
        let to = self.random.usize(..self.people.len());
        self.parcels.push(Parcel { to, content });
    }

    /// Any parcel that is on its way arrives, perhaps not for the last time; or is lost.
    fn deliver(&mut self) {
        let Some(count) = self.parcels.len().checked_sub(1) else { return };
        let which = self.random.usize(..=count);
        match self.random.u8(..10) {
            0 => drop(self.parcels.swap_remove(which)),
            1..3 => self.receive(self.parcels[which].clone()),
            _ => {
                let parcel = self.parcels.swap_remove(which);
                self.receive(parcel);
            }
        }
    }

    fn receive(&mut self, Parcel { to, content }: Parcel) {
        let replica = &mut self.people[to].replica;
        let admitted = match (content, self.gate) {
            (Content::Question(from, state_vector), _) => {
                let answer = replica.changes_since(&state_vector).expect("a state vector");
                self.parcels.push(Parcel { to: from, content: Content::Update(answer) });
                return;
            }
            (Content::Update(update), Gate::Closed) => replica.admit(&update),
            (Content::Update(update), Gate::Open) => replica.admit_whole(&update).map(|()| Admission::Applied),
        };
        match admitted.expect("sound updates") {
            Admission::Applied => {}
            Admission::TooEarly => self.ask(to),
        }
    }

    /// In the end everybody asks everybody, until all have all.
    fn meet(&mut self) -> Outcome {
        for _ in 0..2 {
            for one in 0..self.people.len() {
                for other in 0..self.people.len() {
                    let theirs = self.people[one].replica.state_vector();
                    let update = self.people[other].replica.changes_since(&theirs).expect("a state vector");
                    if self.people[one].replica.admit(&update) != Ok(Admission::Applied) {
                        return Err("what was asked for came too early".into());
                    }
                }
            }
        }
        Ok(())
    }

    fn compare(&self) -> Outcome {
        let first = self.playbook(0);
        for who in 1..self.people.len() {
            if self.playbook(who) != first {
                return Err(format!("persons 0 and {who} have different playbooks"));
            }
            if self.changes_of_each(who) != self.changes_of_each(0) {
                return Err(format!("persons 0 and {who} have seen different changes"));
            }
        }
        let violations = first.violations();
        if !violations.is_empty() {
            return Err(format!("{violations:?}"));
        }
        if self.emptying {
            return Ok(());
        }
        let here = self.letters(0);
        match self.typed.iter().find(|letter| !here.contains(letter) && !self.removed.contains(letter)) {
            Some(lost) => Err(format!("the letter {lost:?} of person {} is lost", author_of(*lost))),
            None => Ok(()),
        }
    }

    /// How many changes of each replica one has seen.
    fn changes_of_each(&self, who: usize) -> HashMap<u64, u64> {
        let state_vector = self.people[who].replica.state_vector();
        let mut reader = Reader::new(&state_vector);
        let mut number = || reader.number().expect("a state vector");
        (0..number()).map(|_| (number(), number())).collect()
    }

    fn playbook(&self, who: usize) -> Playbook {
        self.people[who].replica.playbook().expect("a playbook")
    }

    /// The letters of all long texts, in the bin or not.
    fn letters(&self, who: usize) -> HashSet<char> {
        let playbook = self.playbook(who);
        let introductions = playbook.sections.iter().flat_map(|section| section.introduction.chars());
        let fields = playbook.entries.values().flat_map(|entry| {
            let texts = entry.fields().filter(|(spec, _)| spec.shape == Shape::Text);
            texts.flat_map(|(spec, _)| entry.text(spec.field).chars())
        });
        introductions.chain(fields).collect()
    }
}

/// As many letters of each alphabet belong to one person.
const LETTERS: u32 = 4_000;

fn author_of(letter: char) -> usize {
    let letter = u32::from(letter);
    let place = if letter >= 0xf_0000 { letter - 0xf_0000 } else { letter - 0x4e00 };
    usize::try_from(place / LETTERS).expect("few people")
}
