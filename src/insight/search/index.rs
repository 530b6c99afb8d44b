//! The words of a playbook, and where they stand.

use super::fold::{Word, words};
use super::sought::Sought;
use crate::insight::Book;
use crate::language::tr;
use crate::model::{Entry, EntryId, Field, Home, Kind, Section, SectionId, Shape, Value};
use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap, HashSet};

/// So many changed entries are kept beside the index before it is made anew.
const BESIDE: usize = 300;

/// Whoever is looked for by name stands in other entries, too. In so many of them it is looked for at most.
const NAMED_IN: usize = 400;

/// Among so many, what is called exactly as somebody types is put first.
const CONTENDERS: usize = 200;

/// Whose name is among the words fits at least this well.
const CALLED: f32 = 4.0;

/// What that counts for beside what has more of the words.
const CALLED_SHARE: f32 = 0.5;

/// What can be found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Subject {
    /// An entry, or a part of one.
    Entry(EntryId),
    /// A section.
    Section(SectionId),
}

/// Something that was found.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Hit {
    /// What.
    pub subject: Subject,
    /// How well it is what is looked for. Only for comparing.
    pub score: f32,
    /// Whether all words are in it. Where none has all of them, what has most of them is found.
    pub is_whole: bool,
}

/// Where in something a word stands, the weightiest first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Place {
    Name,
    Alias,
    Line,
    Text,
}

impl Place {
    const fn weight(self) -> f32 {
        match self {
            Self::Name => 10.0,
            Self::Alias => 9.0,
            Self::Line => 4.0,
            Self::Text => 2.0,
        }
    }

    const fn of(number: u32) -> Self {
        match number & 3 {
            0 => Self::Name,
            1 => Self::Alias,
            2 => Self::Line,
            _ => Self::Text,
        }
    }
}

/// What stands in something, the weightiest first.
type Texts<'p> = Vec<(Place, Cow<'p, str>)>;

/// A word in a field that names somebody or something else.
const REFERENCE: f32 = 3.5;

/// All words of a playbook.
#[derive(Default)]
pub struct Index {
    base: Layer,
    /// What changed since.
    beside: Layer,
    /// What is in `beside`, or not there any more.
    changed: HashSet<Subject>,
    /// Whether `beside` is behind.
    is_behind: bool,
    is_made: bool,
}

/// Words in order, each with the places where it stands: the number of what it stands in, times four, and a [`Place`].
#[derive(Default)]
struct Layer {
    things: Vec<Thing>,
    numbers: HashMap<Subject, u32>,
    words: Vec<(Box<str>, Vec<u32>)>,
}

/// What can be found, with what is asked of each at each key.
struct Thing {
    subject: Subject,
    /// How often it is what people look for.
    usual: f32,
    /// What it is called, as it is compared: one name in a line.
    names: Box<str>,
}

impl Layer {
    fn of<'p>(all: impl Iterator<Item = (Subject, f32, Texts<'p>)>) -> Self {
        let mut layer = Self::default();
        let mut found: HashMap<Box<str>, Vec<u32>> = HashMap::new();
        for (subject, usual, texts) in all {
            let number = u32::try_from(layer.things.len()).unwrap_or(u32::MAX >> 2);
            layer.numbers.insert(subject, number);
            let mut names = Vec::new();
            for (place, text) in texts {
                let words = words(&text);
                if place <= Place::Alias {
                    names.push(joined(&words));
                }
                for word in words {
                    let places = found.entry(word.text.into_boxed_str()).or_default();
                    // The weightiest place of each comes first.
                    if places.last().is_none_or(|last| last >> 2 != number) {
                        places.push(number << 2 | place as u32);
                    }
                }
            }
            layer.things.push(Thing { subject, usual, names: names.join("\n").into_boxed_str() });
        }
        layer.words = found.into_iter().collect();
        layer.words.sort_unstable_by(|a, b| a.0.cmp(&b.0));
        layer
    }

    /// Calls back for every place at which a word stands that is meant, with how well it is.
    fn look_up(&self, word: &Sought, found: &mut dyn FnMut(u32, f32)) {
        let mut all = |places: &[u32], quality: f32| places.iter().for_each(|place| found(*place, quality));
        let from = self.words.partition_point(|(known, _)| **known < *word.text);
        for (known, places) in self.words[from..].iter().take_while(|(known, _)| known.starts_with(&word.text)) {
            all(places, word.begun(known));
        }
        for singular in word.singulars() {
            if let Ok(at) = self.words.binary_search_by(|(known, _)| (**known).cmp(singular)) {
                all(&self.words[at].1, Sought::INFLECTED);
            }
        }
    }

    /// The same with typing errors; in the first letter only where there is none elsewhere, as nearly nobody makes one there.
    fn look_up_mistyped(&self, word: &Sought, found: &mut dyn FnMut(u32, f32)) {
        let Some(first) = word.text.chars().next() else { return };
        let from = self.words.partition_point(|(known, _)| known.chars().next() < Some(first));
        let to = self.words.partition_point(|(known, _)| known.chars().next() <= Some(first));
        let mut look = |words: &[(Box<str>, Vec<u32>)], quality: fn(&Sought, &str) -> Option<f32>| {
            let mut is_found = false;
            for (known, places) in words {
                if let Some(quality) = quality(word, known) {
                    is_found = true;
                    places.iter().for_each(|place| found(*place, quality));
                }
            }
            is_found
        };
        if !look(&self.words[from..to], Sought::mistyped) {
            look(&self.words[..from], Sought::mistyped_at_first);
            look(&self.words[to..], Sought::mistyped_at_first);
        }
    }
}

/// How well each of all subjects fits.
#[derive(Clone, Copy, Default)]
struct Fit {
    /// With the words looked at before.
    total: f32,
    /// Which of them it has.
    has: u32,
    /// With the word that is looked at.
    now: f32,
}

impl Index {
    /// Hears that an entry changed, came or went.
    pub fn hear(&mut self, entry: EntryId) {
        if self.is_made {
            self.changed.insert(Subject::Entry(entry));
            self.is_behind = true;
        }
    }

    /// Hears that sections changed.
    pub fn hear_sections(&mut self) {
        *self = Self::default();
    }

    /// Makes it, unless it is up to date.
    pub fn make(&mut self, book: &Book<'_>) {
        if !self.is_made || self.changed.len() > BESIDE {
            let sections = shown_sections(book)
                .map(|section| (Subject::Section(section.id), USUAL_SECTION, texts_of_section(section)));
            let entries = book.entries().into_iter().map(indexed);
            *self = Self { base: Layer::of(sections.chain(entries)), is_made: true, ..Self::default() };
        } else if self.is_behind {
            self.note_parts(book);
            let entries = self.changed.iter().filter_map(|subject| match subject {
                Subject::Entry(id) => book.entry(*id),
                Subject::Section(_) => None,
            });
            self.beside = Layer::of(entries.map(indexed));
            self.is_behind = false;
        }
    }

    /// The parts of an entry go and come with it, and nobody says so of them.
    fn note_parts(&mut self, book: &Book<'_>) {
        let there: HashSet<_> = book.entries().into_iter().map(|entry| Subject::Entry(entry.id)).collect();
        let known = self.base.things.iter().map(|thing| thing.subject);
        let gone = known.filter(|known| matches!(known, Subject::Entry(_)) && !there.contains(known));
        let came = there.iter().copied().filter(|subject| !self.base.numbers.contains_key(subject));
        self.changed.extend(gone.chain(came));
    }

    /// Whether any word begins so.
    pub(super) fn has_beginning(&self, beginning: &str) -> bool {
        [&self.base, &self.beside].into_iter().any(|layer| {
            let at = layer.words.partition_point(|(known, _)| **known < *beginning);
            layer.words.get(at).is_some_and(|(known, _)| known.starts_with(beginning))
        })
    }

    /// What fits best, the best first. Says of each word whether a typing error had to be assumed. `keep` says which entries are
    /// looked for; sections are only found where all entries are.
    pub fn find(&mut self, book: &Book<'_>, sought: &mut [Sought], keep: Option<&dyn Fn(&Entry) -> bool>) -> Vec<Hit> {
        self.make(book);
        if sought.is_empty() {
            return Vec::new();
        }
        let mut fits = vec![Fit::default(); self.base.things.len() + self.beside.things.len()];
        let mut touched = Vec::new();
        for (number, word) in sought.iter_mut().enumerate() {
            self.look_for(book, word, &mut fits, &mut touched);
            let rarity = rarity(touched.len(), fits.len());
            for at in touched.drain(..) {
                let fit: &mut Fit = &mut fits[at];
                fit.total += std::mem::take(&mut fit.now) * rarity;
                fit.has |= 1 << number;
            }
        }
        let most = fits.iter().map(|fit| fit.has.count_ones()).max().unwrap_or_default();
        let is_whole = most as usize == sought.len();
        let has_most = |fit: &Fit| fit.has.count_ones() == most;
        // Who is called by name is meant, also where some other text has more of the words.
        let may_be_called =
            |at: usize, fit: &Fit| most > 1 && fit.total > CALLED && is_called(&self.thing(at).names, sought);
        let best = fits.iter().enumerate().filter(|(at, fit)| most > 0 && (has_most(fit) || may_be_called(*at, fit)));
        let mut hits: Vec<(usize, Hit)> = best
            .filter_map(|(at, fit)| {
                let is_whole = is_whole && has_most(fit);
                let share = if has_most(fit) { 1.0 } else { CALLED_SHARE };
                let Thing { subject, usual, .. } = *self.thing(at);
                let is_kept = keep.is_none_or(|keep| match subject {
                    Subject::Entry(id) => book.entry(id).is_some_and(keep),
                    Subject::Section(_) => false,
                });
                is_kept.then_some((at, Hit { subject, score: fit.total * usual * share, is_whole }))
            })
            .collect();
        let order =
            |(_, a): &(usize, Hit), (_, b): &(usize, Hit)| b.score.total_cmp(&a.score).then(a.subject.cmp(&b.subject));
        if hits.len() > CONTENDERS {
            hits.select_nth_unstable_by(CONTENDERS, order);
            hits.truncate(CONTENDERS);
        }
        let query: Vec<&str> = sought.iter().map(|word| word.text.as_str()).collect();
        // Letters that stand together have to be found together.
        let runs = query.len() > 1 && sought.iter().all(Sought::is_unspaced);
        hits.retain_mut(|(at, hit)| {
            let names = &self.thing(*at).names;
            hit.score += names.lines().map(|name| likeness(name, &query)).fold(0.0, f32::max);
            !runs || has_run(book, hit.subject, &query.concat())
        });
        hits.sort_unstable_by(order);
        without_parts_of_others(book, hits.into_iter().map(|(_, hit)| hit).collect())
    }

    fn thing(&self, at: usize) -> &Thing {
        let base = &self.base.things;
        base.get(at).unwrap_or_else(|| &self.beside.things[at - base.len()])
    }

    /// Notes how well one word fits everything, and what it fits at all.
    fn look_for(&self, book: &Book<'_>, word: &mut Sought, fits: &mut [Fit], touched: &mut Vec<usize>) {
        let base = self.base.things.len();
        let mut named = Vec::new();
        for is_mistyped in [false, true] {
            let look_up = if is_mistyped { Layer::look_up_mistyped } else { Layer::look_up };
            let mut note = |at: usize, place: Place, quality: f32| {
                if place <= Place::Alias && quality >= 0.6 {
                    named.push(at);
                }
                improve(fits, touched, at, place.weight() * quality);
            };
            look_up(&self.base, word, &mut |place, quality| {
                let at = (place >> 2) as usize;
                if self.changed.is_empty() || !self.changed.contains(&self.base.things[at].subject) {
                    note(at, Place::of(place), quality);
                }
            });
            look_up(&self.beside, word, &mut |place, quality| {
                note(base + (place >> 2) as usize, Place::of(place), quality);
            });
            word.is_mistyped = is_mistyped;
            if !touched.is_empty() {
                break;
            }
        }
        for at in named.into_iter().take(NAMED_IN) {
            let Subject::Entry(id) = self.thing(at).subject else { continue };
            for (referrer, _) in book.referrers(id).iter().take(NAMED_IN) {
                let subject = Subject::Entry(*referrer);
                let beside = self.beside.numbers.get(&subject).map(|number| base + *number as usize);
                let at = beside.or_else(|| self.base.numbers.get(&subject).map(|number| *number as usize));
                if let Some(at) = at {
                    improve(fits, touched, at, REFERENCE);
                }
            }
        }
    }
}

/// An entry as the index takes it in.
fn indexed(entry: &Entry) -> (Subject, f32, Texts<'_>) {
    (Subject::Entry(entry.id), usual(entry), texts_of(entry))
}

/// Words as they are compared, with one space between them.
fn joined(words: &[Word]) -> String {
    words.iter().map(|word| word.text.as_str()).collect::<Vec<_>>().join(" ")
}

/// Whether letters stand together in a text of something, or in what it is called.
fn has_run(book: &Book<'_>, subject: Subject, run: &str) -> bool {
    let texts = match subject {
        Subject::Entry(id) => book.entry(id).map(texts_of),
        Subject::Section(id) => book.playbook.section(id).map(texts_of_section),
    };
    texts.unwrap_or_default().iter().any(|(_, text)| joined(&words(text)).replace(' ', "").contains(run))
}

fn improve(fits: &mut [Fit], touched: &mut Vec<usize>, at: usize, score: f32) {
    let Some(fit) = fits.get_mut(at) else { return };
    if fit.now == 0.0 {
        touched.push(at);
    }
    fit.now = fit.now.max(score);
}

/// What few have says more than what many have.
#[expect(clippy::cast_precision_loss, reason = "an estimate")]
fn rarity(have: usize, all: usize) -> f32 {
    0.5 + ((all.max(1) as f32 / have.max(1) as f32).ln() / 5.0).clamp(0.0, 1.0)
}

/// Whether somebody typed one of these names, among other words.
fn is_called(names: &str, sought: &[Sought]) -> bool {
    let is_typed = |word: &str| sought.iter().any(|sought| sought.is_written(word));
    names.lines().any(|name| !name.is_empty() && name.split(' ').all(is_typed))
}

/// How much is added where a name is what was typed, or begins so.
fn likeness(name: &str, query: &[&str]) -> f32 {
    let query = query.join(" ");
    match name.strip_prefix(&query) {
        Some("") => 20.0,
        Some(rest) if rest.starts_with(' ') => 8.0,
        Some(_) => 5.0,
        None => 0.0,
    }
}

/// How often a section is what people look for.
const USUAL_SECTION: f32 = 1.15;

/// How often an entry is what people look for.
fn usual(entry: &Entry) -> f32 {
    let kind = match entry.kind {
        Kind::Definition => 1.15,
        Kind::Stage | Kind::Tool => 1.1,
        Kind::Document | Kind::Person | Kind::Team | Kind::Channel => 1.05,
        kind if kind.whole().is_some() => 0.7,
        _ => 1.0,
    };
    if entry.text(Field::Status) == "retired" { kind * 0.8 } else { kind }
}

/// A part is shown where its whole is, so it is left out where that was found, too.
fn without_parts_of_others(book: &Book<'_>, hits: Vec<Hit>) -> Vec<Hit> {
    let mut wholes = HashSet::new();
    let whole_of = |subject: Subject| match subject {
        Subject::Entry(id) => book.entry(id).map(|entry| Subject::Entry(book.whole(entry).id)),
        Subject::Section(_) => Some(subject),
    };
    hits.into_iter().filter(|hit| whole_of(hit.subject).is_some_and(|whole| wholes.insert(whole))).collect()
}

fn shown_sections<'p>(book: &Book<'p>) -> impl Iterator<Item = &'p Section> {
    book.playbook.sections.iter().filter(|section| !section.deleted)
}

fn texts_of_section(section: &Section) -> Texts<'_> {
    vec![(Place::Name, section.title().into()), (Place::Text, section.introduction.as_str().into())]
}

/// What stands in an entry, the weightiest first. Those that it names are found by their own names.
fn texts_of(entry: &Entry) -> Texts<'_> {
    let mut texts: BTreeMap<Place, Vec<Cow<'_, str>>> = BTreeMap::new();
    for (spec, value) in entry.fields() {
        let place = match spec.field {
            Field::Name => Place::Name,
            Field::Abbreviation | Field::AlsoKnownAs | Field::SystemValue | Field::Code => Place::Alias,
            _ if spec.shape == Shape::Text => Place::Text,
            _ => Place::Line,
        };
        let found = texts.entry(place).or_default();
        match (value, spec.shape) {
            _ if spec.field == Field::ReadsSections => {}
            (Value::Line(code), Shape::Choice(choices)) => {
                found.extend(choices.iter().filter(|choice| choice.code == code).map(|choice| tr(choice.label).into()));
            }
            (Value::Line(text) | Value::Text(text), _) if !text.is_empty() => found.push(text.as_str().into()),
            (Value::Words(words), _) => found.extend(words.iter().map(|word| word.as_str().into())),
            _ => {}
        }
    }
    let is_in_list = !matches!(entry.home, Home::Entry(_));
    texts.entry(Place::Line).or_default().extend(is_in_list.then(|| tr(entry.kind.noun()).into()));
    texts.into_iter().flat_map(|(place, texts)| texts.into_iter().map(move |text| (place, text))).collect()
}
