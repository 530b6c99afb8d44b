//! Any valid playbook, for property tests.

use super::field::{clean_line, clean_text};
use super::{
    Agreement, CustomSectionId, Entry, EntryId, FieldSpec, Home, Kind, OrderKey, Playbook, PlaybookId, Section,
    SectionId, Shape, StandardSection, Timestamp, Value,
};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};

/// Any playbook without [violations](Playbook::violations): all kinds and fields, texts with everything that
/// Unicode has, entries and sections in the bin, references to those and to nothing, renamed, hidden and added
/// sections.
pub(crate) fn playbook() -> impl Strategy<Value = Playbook> {
    (any::<u128>(), line(), sections(), vec(draft(), 0..40)).prop_map(|(id, title, sections, drafts)| {
        let mut playbook = Playbook { sections, ..Playbook::new(PlaybookId::from_bits(id), title) };
        // Wholes come before their parts.
        for depth in 0..=2 {
            for draft in drafts.iter().filter(|draft| depth_of(draft.kind) == depth) {
                if let Some(home) = home(&playbook, draft) {
                    playbook.entries.insert(draft.id, draft.entry(home));
                }
            }
        }
        for draft in &drafts {
            fill_references(&mut playbook, draft);
        }
        playbook
    })
}

/// Any text: mostly a few letters, sometimes what programs stumble over.
pub(crate) fn text() -> impl Strategy<Value = String> {
    let letter = prop_oneof![
        6 => proptest::char::range('a', 'z'),
        2 => any::<char>(),
        2 => select(vec![
            ' ', '\n', '\r', '\t', '\0', '\u{1}', '\u{1b}', '\u{7f}', '\u{85}', '\u{2028}', '\u{feff}', '\u{202e}',
            '"', '\\', '/', '|', '#', '*', '<', '&', 'ß', 'İ', '年', '😀', '\u{301}',
        ]),
    ];
    prop_oneof![
        1 => Just(String::new()),
        6 => vec(letter, 0..16).prop_map(|letters| clean_text(letters.into_iter().collect())),
    ]
}

/// Any text in one line.
pub(crate) fn line() -> impl Strategy<Value = String> {
    text().prop_map(|text| clean_line(&text))
}

fn depth_of(kind: Kind) -> usize {
    kind.whole().map_or(0, |whole| depth_of(whole) + 1)
}

fn sections() -> impl Strategy<Value = Vec<Section>> {
    let standard = StandardSection::ALL.map(SectionId::Standard).to_vec();
    let added = proptest::collection::btree_set(any::<u128>(), 0..3);
    added
        .prop_flat_map(move |added| {
            let added = added.into_iter().map(|bits| SectionId::Custom(CustomSectionId::from_bits(bits)));
            let ids: Vec<_> = standard.iter().copied().chain(added).collect();
            let count = ids.len();
            let contents = (proptest::option::of(line()), any::<bool>(), prop::bool::weighted(0.3), text());
            (Just(ids).prop_shuffle(), vec(contents, count))
        })
        .prop_map(|(ids, contents)| {
            let orders = OrderKey::spread(ids.len());
            let sections =
                ids.into_iter().zip(contents).zip(orders).map(|((id, (name, hidden, binned, introduction)), order)| {
                    let name = name.unwrap_or_else(|| id.default_name().to_owned());
                    let deleted = binned && matches!(id, SectionId::Custom(_));
                    Section { id, name, hidden, deleted, order, introduction }
                });
            sections.collect()
        })
}

/// An entry before it has a place and references.
#[derive(Debug, Clone)]
struct Draft {
    id: EntryId,
    kind: Kind,
    place: Index,
    order: Index,
    agreement: Agreement,
    changed: Timestamp,
    changed_by: String,
    deleted: bool,
    values: Vec<Filling>,
}

/// What comes into a field.
#[derive(Debug, Clone)]
enum Filling {
    Value(Value),
    References(Vec<Index>),
}

impl Draft {
    fn entry(&self, home: Home) -> Entry {
        // Few keys, so that some entries share one.
        let order = self.order.get(&OrderKey::spread(5)).clone();
        let mut entry = Entry::new(self.id, self.kind, home, order);
        entry.agreement = self.agreement;
        entry.changed = self.changed;
        entry.changed_by.clone_from(&self.changed_by);
        entry.deleted = self.deleted;
        for (spec, filling) in self.kind.fields().iter().zip(&self.values) {
            if let Filling::Value(value) = filling {
                assert!(entry.set(spec.field, value.clone()), "{value:?} does not fit {spec:?}");
            }
        }
        entry
    }
}

fn draft() -> impl Strategy<Value = Draft> {
    select(Kind::ALL.to_vec()).prop_flat_map(|kind| {
        let values = kind.fields().iter().map(filling).collect::<Vec<_>>();
        let changed = prop_oneof![Just(0), 0..=253_402_300_799_i64].prop_map(Timestamp::from_seconds);
        let order = (any::<Index>(), any::<Index>(), prop::bool::weighted(0.15));
        (any::<u128>(), order, select(Agreement::ALL.to_vec()), changed, line(), values).prop_map(
            move |(id, (place, order, deleted), agreement, changed, changed_by, values)| Draft {
                id: EntryId::from_bits(id),
                kind,
                place,
                order,
                agreement,
                changed,
                changed_by,
                deleted,
                values,
            },
        )
    })
}

fn filling(spec: &FieldSpec) -> BoxedStrategy<Filling> {
    let value = match spec.shape {
        Shape::Line | Shape::Suggested | Shape::Link => line().prop_map(Value::Line).boxed(),
        Shape::Text => text().prop_map(Value::Text).boxed(),
        Shape::Date => prop_oneof![
            Just(String::new()),
            (1970..2100, 1..13, 1..29).prop_map(|(year, month, day)| format!("{year:04}-{month:02}-{day:02}")),
        ]
        .prop_map(Value::Line)
        .boxed(),
        Shape::Choice(choices) => {
            let codes = choices.iter().map(|choice| choice.code).chain([""]).collect::<Vec<_>>();
            select(codes).prop_map(|code| Value::Line(code.to_owned())).boxed()
        }
        Shape::Flag => any::<bool>().prop_map(Value::Flag).boxed(),
        Shape::Words => vec(line(), 0..4).prop_map(Value::Words).boxed(),
        Shape::One(_) => return vec(any::<Index>(), 0..2).prop_map(Filling::References).boxed(),
        Shape::Many(_) => return vec(any::<Index>(), 0..4).prop_map(Filling::References).boxed(),
    };
    value.prop_map(|value| Filling::Value(value.cleaned())).boxed()
}

/// One of the places that hold the draft's kind; none when there is none yet.
fn home(playbook: &Playbook, draft: &Draft) -> Option<Home> {
    let sections = playbook.sections.iter().filter(|section| section.id.kinds().contains(&draft.kind));
    let wholes = playbook.entries.values().filter(|entry| entry.kind.parts().contains(&draft.kind));
    let mut homes: Vec<Home> = sections.map(|section| Home::Section(section.id)).collect();
    homes.extend(wholes.map(|whole| Home::Entry(whole.id)));
    homes.extend(draft.kind.in_directory().then_some(Home::Directory));
    (!homes.is_empty()).then(|| *draft.place.get(&homes))
}

fn fill_references(playbook: &mut Playbook, draft: &Draft) {
    for (spec, filling) in draft.kind.fields().iter().zip(&draft.values) {
        let (Shape::One(targets) | Shape::Many(targets), Filling::References(picks)) = (spec.shape, filling) else {
            continue;
        };
        let fitting = playbook.entries.values().filter(|entry| targets.kinds().contains(&entry.kind));
        // The last is the id of an entry that was removed for good.
        let candidates: Vec<EntryId> = fitting.map(|entry| entry.id).chain([EntryId::from_bits(0)]).collect();
        let ids = picks.iter().map(|pick| *pick.get(&candidates)).collect();
        if let Some(entry) = playbook.entries.get_mut(&draft.id) {
            assert!(entry.set(spec.field, Value::Refs(ids).cleaned()));
        }
    }
}

proptest! {
    #[test]
    fn arbitrary_playbooks_are_valid(playbook in playbook()) {
        prop_assert_eq!(playbook.violations(), []);
    }
}
