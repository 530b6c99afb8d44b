//! Entries: their fields as paragraphs or cells, their parts as tables.

use super::Document;
use super::escape::{Place, address, code, one_line, short};
use super::layout::{Layout, is_body, is_verbatim};
use super::long::LongText;
use super::tables::Table;
use crate::model::kind::TOKEN_VALUES;
use crate::model::naming::{TokenParts, example};
use crate::model::{Agreement, Entry, EntryId, Field, FieldSpec, Home, Kind, Shape, Value};

impl<'a> Document<'a> {
    /// Writes a list of entries of one kind, at headings of level `level`.
    pub(super) fn list(&mut self, kind: Kind, home: Home, level: u8) {
        let layout = Layout::of(kind);
        let mut entries = self.entries(home, kind);
        if entries.is_empty() {
            return;
        }
        if layout.sorted {
            entries.sort_by_cached_key(|entry| entry.title().to_lowercase());
        }
        // About sources without rules there is nothing to say.
        if !layout.note.is_empty() && (kind.parts().is_empty() || entries.iter().any(|entry| self.has_parts(entry))) {
            self.paragraph(layout.note);
        }
        let columns = layout.columns(kind, &entries);
        self.table(&layout, &columns, &entries, layout.shows_agreement(&entries));
        for entry in entries {
            let in_table = |spec: &FieldSpec| columns.iter().any(|column| column.field == spec.field);
            let rest = |spec: &FieldSpec| !in_table(spec) && layout.says(entry, spec.field);
            if columns.is_empty() || kind.fields().iter().any(rest) || self.has_parts(entry) {
                self.heading(level, &entry.title());
                if columns.is_empty() {
                    self.agreement(entry);
                }
                self.fields(entry, level, in_table);
            }
        }
    }

    /// The entries of a kind in a place, in their order.
    pub(super) fn entries(&self, home: Home, kind: Kind) -> Vec<&'a Entry> {
        let playbook = self.playbook;
        self.outline.list(home, kind).iter().filter_map(|id| playbook.entries.get(id)).collect()
    }

    fn has_parts(&self, entry: &Entry) -> bool {
        entry.kind.parts().iter().any(|kind| !self.outline.list(Home::Entry(entry.id), *kind).is_empty())
    }

    /// Says quietly that an entry is not agreed on.
    pub(super) fn agreement(&mut self, entry: &Entry) {
        if Layout::of(entry.kind).agreement && entry.agreement != Agreement::Agreed {
            self.paragraph(agreement_mark(entry.agreement));
        }
    }

    /// Writes the fields of an entry, but its name and those that are written elsewhere, and its parts.
    pub(super) fn fields(&mut self, entry: &Entry, level: u8, elsewhere: impl Fn(&FieldSpec) -> bool) {
        if entry.kind == Kind::NamingConvention {
            self.pattern(entry);
        }
        let layout = Layout::of(entry.kind);
        for (spec, value) in entry.fields() {
            if spec.field == Field::Name || elsewhere(spec) || !layout.says(entry, spec.field) {
                continue;
            }
            match value {
                Value::Text(text) => self.long_text(spec, text, level),
                _ => self.labelled(spec.label, &self.cell(spec, value, Place::INLINE)),
            }
        }
        for kind in entry.kind.parts() {
            self.parts(entry, *kind);
        }
    }

    /// A paragraph with a label, if there is anything to say.
    fn labelled(&mut self, label: &str, text: &str) {
        if !text.is_empty() {
            self.paragraph(&format!("**{label}:** {text}"));
        }
    }

    fn long_text(&mut self, spec: &FieldSpec, text: &str, level: u8) {
        let text = LongText::parse(text);
        if text.is_empty() {
            return;
        }
        if is_body(spec) {
            self.blocks(&text, level);
            return;
        }
        self.start_block();
        self.out.push_str(&format!("**{}:**", spec.label));
        if text.begins_with_a_paragraph() {
            self.out.push(' ');
            text.write_blocks(level, Place::INLINE, &mut self.out);
            self.out.push('\n');
        } else {
            self.out.push('\n');
            self.blocks(&text, level);
        }
    }

    /// The pattern of a naming convention, and the name that it would give today.
    fn pattern(&mut self, convention: &Entry) {
        let tokens = self.entries(Home::Entry(convention.id), Kind::Token);
        if tokens.is_empty() {
            return;
        }
        let separator = convention.text(Field::Separator);
        let pattern: Vec<_> = tokens.iter().map(|token| format!("[{}]", token.title())).collect();
        let parts: Vec<_> = tokens
            .iter()
            .map(|token| TokenParts {
                token,
                value: self.entries(Home::Entry(token.id), Kind::AllowedValue).first().copied(),
            })
            .collect();
        let example = example(separator, &parts, self.today);
        self.labelled("Pattern", &code(&one_line(&pattern.join(separator)), Place::INLINE));
        self.labelled("Example", &code(&one_line(&example), Place::INLINE));
    }

    /// Writes the parts of one kind that an entry has, as a table under a label.
    fn parts(&mut self, whole: &Entry, kind: Kind) {
        let layout = Layout::of(kind);
        let parts: Vec<_> =
            self.entries(Home::Entry(whole.id), kind).into_iter().filter(|part| says_anything(part)).collect();
        if !parts.is_empty() {
            self.paragraph(format!("**{}:** {}", kind.list_name(), layout.note).trim_end());
            let columns: Vec<_> = kind.fields().iter().collect();
            self.table(&layout, &columns, &parts, false);
        }
        for part in parts.iter().filter(|part| part.text(Field::TokenKind) == TOKEN_VALUES) {
            let values = self.entries(Home::Entry(part.id), Kind::AllowedValue);
            if values.iter().any(|value| says_anything(value)) {
                let label = Kind::AllowedValue.list_name();
                self.paragraph(&format!("**{label}:** {}", short(&part.title(), Place::INLINE)));
                let columns: Vec<_> = Kind::AllowedValue.fields().iter().collect();
                self.table(&Layout::of(Kind::AllowedValue), &columns, &values, false);
            }
        }
    }

    fn table(&mut self, layout: &Layout, columns: &[&FieldSpec], entries: &[&Entry], agreement: bool) {
        if columns.is_empty() {
            return;
        }
        let number = layout.numbered.then_some("No.");
        let state = agreement.then_some("Agreement");
        let labels = columns.iter().map(|spec| spec.label);
        let mut table = Table::new(number.into_iter().chain(labels).chain(state).collect());
        for (index, entry) in entries.iter().enumerate() {
            let number = layout.numbered.then(|| (index + 1).to_string());
            let state = agreement.then(|| agreement_mark(entry.agreement).to_owned());
            let cells = columns.iter().map(|spec| match entry.value(spec.field) {
                Some(_) if spec.field == Field::Name => short(&entry.title(), Place::CELL),
                Some(value) if layout.says(entry, spec.field) => self.cell(spec, value, Place::CELL),
                _ => String::new(),
            });
            table.push(number.into_iter().chain(cells).chain(state).collect());
        }
        self.start_block();
        table.write(&mut self.out);
    }

    /// A value on one line.
    fn cell(&self, spec: &FieldSpec, value: &Value, place: Place) -> String {
        let write =
            |text: &str| if is_verbatim(spec.field) { code(&one_line(text), place) } else { short(text, place) };
        match (value, spec.shape) {
            (Value::Line(text), Shape::Choice(choices)) => choices
                .iter()
                .find(|choice| choice.code == text)
                .map_or_else(|| short(text, place), |choice| choice.label.to_owned()),
            (Value::Line(text), Shape::Link) => address(text, place),
            (Value::Line(text), _) => write(text),
            (Value::Text(text), _) => LongText::parse(text).to_cell(),
            (Value::Flag(flag), _) => if *flag { "Yes" } else { "No" }.to_owned(),
            (Value::Words(words), _) if spec.field == Field::Links => {
                join(words.iter().map(|word| address(word, place)))
            }
            (Value::Words(words), _) => join(words.iter().map(|word| write(word))),
            (Value::Refs(ids), _) => {
                join(ids.iter().filter_map(|id| self.name_of(*id)).map(|name| short(&name, place)))
            }
        }
    }

    /// What the entry with this id is called; nothing when it was deleted.
    fn name_of(&self, id: EntryId) -> Option<String> {
        self.playbook.entries.get(&id).filter(|entry| !entry.deleted).map(Entry::title)
    }
}

/// Several values in one place, as Google Docs gives several people back.
fn join(values: impl Iterator<Item = String>) -> String {
    values.collect::<Vec<_>>().join("; ")
}

/// Whether anything but a flag was filled in: a part that was added and left alone is not worth a row.
fn says_anything(entry: &Entry) -> bool {
    entry.fields().any(|(_, value)| !matches!(value, Value::Flag(_)) && !value.is_empty())
}

const fn agreement_mark(agreement: Agreement) -> &'static str {
    match agreement {
        Agreement::Agreed => "",
        Agreement::InDiscussion => "*In discussion*",
        Agreement::Draft => "*Draft*",
    }
}
