//! A playbook as the text of a file.

use super::entry_key::{AGREEMENT, CHANGED, CHANGED_BY, ID};
use super::unknown::Unknown;
use super::{DISMISSED, FORMAT, STATE, VERSION};
use crate::model::base64;
use crate::model::{
    Entry, EntryId, Home, Kind, Outline, Playbook, Section, SectionId, Shape, Targets, Timestamp, Value,
};
use serde::ser::{Serialize, SerializeMap, Serializer};
use std::fmt;

/// Writes a playbook, with two spaces of indentation and a line end at the end. The same playbook gives the same
/// bytes each time, and so does the playbook that [`super::read()`] makes of them.
///
/// Entries and sections in the bin are left out, and so is every reference that could not be read back: to an entry that is
/// not written, or to one of a kind that the field does not take.
#[must_use]
pub fn write(playbook: &Playbook) -> String {
    write_with(playbook, &[])
}

/// The same, with the state of the document that the playbook is from: a Yjs update (v1) with all of it.
#[must_use]
pub fn write_with(playbook: &Playbook, state: &[u8]) -> String {
    let outline = playbook.outline();
    let binned: Vec<_> = playbook.sections.iter().filter(|section| section.deleted).map(|section| section.id).collect();
    // Writing to memory fails only for map keys that are no text, and there are none here.
    let unknown = Unknown::of(&playbook.unknown);
    let file = FileOut { writer: Writer { playbook, outline: &outline, binned: &binned, unknown: &unknown }, state };
    let mut text = serde_json::to_string_pretty(&file).unwrap_or_default();
    text.push('\n');
    text
}

/// What each of the wrappers below needs to find entries.
#[derive(Clone, Copy)]
struct Writer<'a> {
    playbook: &'a Playbook,
    outline: &'a Outline,
    /// Sections in the bin: few, if any.
    binned: &'a [SectionId],
    unknown: &'a Unknown,
}

impl<'a> Writer<'a> {
    fn list(self, home: Home, kind: Kind) -> ListOut<'a> {
        ListOut { writer: self, ids: self.outline.list(home, kind) }
    }

    /// Whether a reference to this entry would be understood by a reader.
    fn can_point_at(self, id: EntryId, targets: Targets) -> bool {
        self.playbook.entries.get(&id).is_some_and(|entry| targets.kinds().contains(&entry.kind) && self.writes(entry))
    }

    /// Whether an entry is in the file: neither it nor what it stands in is in the bin.
    fn writes(self, entry: &Entry) -> bool {
        !entry.deleted
            && match entry.home {
                // A part's kind is always another than its whole's, so this ends even in a damaged playbook.
                Home::Entry(whole) => self
                    .playbook
                    .entries
                    .get(&whole)
                    .is_some_and(|whole| whole.kind.parts().contains(&entry.kind) && self.writes(whole)),
                Home::Section(section) => !self.binned.contains(&section),
                Home::Directory => true,
            }
    }
}

struct FileOut<'a> {
    writer: Writer<'a>,
    state: &'a [u8],
}

impl Serialize for FileOut<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let writer = self.writer;
        let mut file = serializer.serialize_map(None)?;
        file.serialize_entry("format", FORMAT)?;
        file.serialize_entry("version", &VERSION)?;
        file.serialize_entry("id", &AsText(writer.playbook.id))?;
        file.serialize_entry("title", &writer.playbook.title)?;
        for kind in Kind::ALL.into_iter().filter(|kind| kind.in_directory()) {
            file.serialize_entry(kind.list_key(), &writer.list(Home::Directory, kind))?;
        }
        file.serialize_entry("sections", &SectionsOut(writer))?;
        if !writer.playbook.dismissed.is_empty() {
            file.serialize_entry(DISMISSED, &Pairs(&writer.playbook.dismissed))?;
        }
        writer.unknown.write("", &mut file)?;
        if !self.state.is_empty() {
            file.serialize_entry(STATE, &base64::STANDARD.encode(self.state))?;
        }
        file.end()
    }
}

/// Texts under keys.
struct Pairs<'a>(&'a [(String, String)]);

impl Serialize for Pairs<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(key, text)| (key, text)))
    }
}

struct SectionsOut<'a>(Writer<'a>);

impl Serialize for SectionsOut<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let sections = self.0.playbook.sections.iter().filter(|section| !section.deleted);
        serializer.collect_seq(sections.map(|section| SectionOut { writer: self.0, section }))
    }
}

struct SectionOut<'a> {
    writer: Writer<'a>,
    section: &'a Section,
}

impl Serialize for SectionOut<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self { writer, section } = *self;
        let mut out = serializer.serialize_map(None)?;
        out.serialize_entry("id", &AsText(section.id))?;
        out.serialize_entry("name", &section.name)?;
        if section.hidden {
            out.serialize_entry("hidden", &true)?;
        }
        if !section.introduction.is_empty() {
            out.serialize_entry("introduction", &section.introduction)?;
        }
        for kind in section.id.kinds() {
            writer.list(Home::Section(section.id), *kind).serialize_unless_empty(*kind, &mut out)?;
        }
        writer.unknown.write(&section.id.to_string(), &mut out)?;
        out.end()
    }
}

struct ListOut<'a> {
    writer: Writer<'a>,
    ids: &'a [EntryId],
}

impl ListOut<'_> {
    fn serialize_unless_empty<M: SerializeMap>(&self, kind: Kind, out: &mut M) -> Result<(), M::Error> {
        if self.ids.is_empty() { Ok(()) } else { out.serialize_entry(kind.list_key(), self) }
    }
}

impl Serialize for ListOut<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let entries = self.ids.iter().filter_map(|id| self.writer.playbook.entries.get(id));
        serializer.collect_seq(entries.map(|entry| EntryOut { writer: self.writer, entry }))
    }
}

struct EntryOut<'a> {
    writer: Writer<'a>,
    entry: &'a Entry,
}

impl Serialize for EntryOut<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self { writer, entry } = *self;
        let mut out = serializer.serialize_map(None)?;
        out.serialize_entry(ID, &AsText(entry.id))?;
        out.serialize_entry(AGREEMENT, entry.agreement.key())?;
        if entry.changed != Timestamp::default() {
            out.serialize_entry(CHANGED, &entry.changed.to_rfc3339())?;
        }
        if !entry.changed_by.is_empty() {
            out.serialize_entry(CHANGED_BY, &entry.changed_by)?;
        }
        for (spec, value) in entry.fields().filter(|(_, value)| !value.is_empty()) {
            let key = spec.field.key();
            match (value, spec.shape) {
                (Value::Line(text) | Value::Text(text), _) => out.serialize_entry(key, text)?,
                (Value::Flag(flag), _) => out.serialize_entry(key, flag)?,
                (Value::Words(words), _) => out.serialize_entry(key, words)?,
                (Value::Refs(ids), Shape::One(targets)) => {
                    if let Some(id) = ids.iter().find(|id| writer.can_point_at(**id, targets)) {
                        out.serialize_entry(key, &AsText(*id))?;
                    }
                }
                (Value::Refs(ids), Shape::Many(targets)) => {
                    if ids.iter().any(|id| writer.can_point_at(*id, targets)) {
                        out.serialize_entry(key, &RefsOut { writer, ids, targets })?;
                    }
                }
                // No other field holds references; `Value::fits` says so.
                (Value::Refs(_), _) => {}
            }
        }
        for kind in entry.kind.parts() {
            writer.list(Home::Entry(entry.id), *kind).serialize_unless_empty(*kind, &mut out)?;
        }
        writer.unknown.write(&entry.id.to_string(), &mut out)?;
        out.end()
    }
}

struct RefsOut<'a> {
    writer: Writer<'a>,
    ids: &'a [EntryId],
    targets: Targets,
}

impl Serialize for RefsOut<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let kept = self.ids.iter().filter(|id| self.writer.can_point_at(**id, self.targets));
        serializer.collect_seq(kept.map(|id| AsText(*id)))
    }
}

struct AsText<T>(T);

impl<T: fmt::Display> Serialize for AsText<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&self.0)
    }
}
