//! Entries: their fields as paragraphs or cells, their parts as tables.

use super::layout::{Layout, is_body, is_verbatim};
use super::{Block, Cell, Lists, Row, Span, Table, Target, Writer};
use crate::format::escape::one_line;
use crate::format::labels::{AGREEMENT, EXAMPLE, NO, NUMBER, PATTERN, YES};
use crate::language::alphabetical;
use crate::model::kind::TOKEN_VALUES;
use crate::model::naming::{TokenParts, example};
use crate::model::{Agreement, Entry, EntryId, Field, FieldSpec, Home, Kind, Shape, Value};
use std::collections::HashMap;

impl<'a> Writer<'a, '_> {
    /// Writes one entry with all its fields under its heading, whatever the layout of its list; nothing when it was deleted.
    pub(super) fn entry(&mut self, id: EntryId) {
        const LEVEL: u8 = 3;
        if let Some(entry) = self.playbook.entries.get(&id).filter(|entry| !entry.deleted) {
            self.heading(entry, LEVEL);
            self.agreement(entry);
            self.fields(entry, LEVEL, |_| false);
        }
    }

    /// Writes a list of entries of one kind, at headings of level `level`.
    pub(super) fn list(&mut self, kind: Kind, home: Home, level: u8) {
        let layout = Layout::of(kind);
        let mut entries = self.entries(home, kind);
        if entries.is_empty() {
            return;
        }
        if layout.sorted {
            let titles: HashMap<_, _> = entries.iter().map(|entry| (entry.id, self.title(entry))).collect();
            entries.sort_by(|a, b| alphabetical(&titles[&a.id], &titles[&b.id]));
        }
        // About sources without rules there is nothing to say.
        if !layout.note.is_empty() && (kind.parts().is_empty() || entries.iter().any(|entry| self.has_parts(entry))) {
            self.blocks.push(Block::Note(self.labels.of(layout.note)));
        }
        let columns = match self.selection.lists {
            Lists::Tables => layout.columns(kind, &entries),
            Lists::Headings => Vec::new(),
        };
        self.table(&layout, &columns, &entries, layout.shows_agreement(&entries));
        for entry in entries {
            let in_table = |spec: &FieldSpec| columns.iter().any(|column| column.field == spec.field);
            let rest = |spec: &FieldSpec| !in_table(spec) && layout.says(entry, spec.field);
            if columns.is_empty() || kind.fields().iter().any(rest) || self.has_parts(entry) {
                self.heading(entry, level);
                if columns.is_empty() {
                    self.agreement(entry);
                }
                self.fields(entry, level, in_table);
            }
        }
    }

    fn heading(&mut self, entry: &Entry, level: u8) {
        let text = self.title(entry).into();
        self.blocks.push(Block::Heading { level, text, of: Target::Entry(entry.id) });
    }

    /// What an entry is called on the page.
    fn title(&self, entry: &Entry) -> String {
        self.titles.of_entry(entry.id).map_or_else(|| one_line(&self.labels.title(entry)), str::to_owned)
    }

    /// The entries of a kind in a place that are written, in their order.
    pub(super) fn entries(&self, home: Home, kind: Kind) -> Vec<&'a Entry> {
        let playbook = self.playbook;
        let entries = self.outline.list(home, kind).iter().filter_map(|id| playbook.entries.get(id));
        entries.filter(|entry| self.selection.takes(entry)).collect()
    }

    fn has_parts(&self, entry: &Entry) -> bool {
        entry.kind.parts().iter().any(|kind| !self.outline.list(Home::Entry(entry.id), *kind).is_empty())
    }

    /// Says quietly that an entry is not agreed on.
    fn agreement(&mut self, entry: &Entry) {
        if Layout::of(entry.kind).agreement && entry.agreement != Agreement::Agreed {
            self.blocks.push(Block::Mark(self.mark(entry)));
        }
    }

    /// What says how far colleagues are with an entry; nothing where they agree.
    fn mark(&self, entry: &Entry) -> &'static str {
        match entry.agreement {
            Agreement::Agreed => "",
            other => self.labels.of(other.label()),
        }
    }

    /// Writes the fields of an entry, but its name and those that are written elsewhere, and its parts.
    fn fields(&mut self, entry: &'a Entry, level: u8, elsewhere: impl Fn(&FieldSpec) -> bool) {
        if entry.kind == Kind::NamingConvention {
            self.pattern(entry);
        }
        let layout = Layout::of(entry.kind);
        for (spec, value) in entry.fields() {
            if spec.field == Field::Name || elsewhere(spec) || !layout.says(entry, spec.field) {
                continue;
            }
            match value {
                Value::Text(text) => self.text((!is_body(spec)).then(|| self.labels.of(spec.label)), text, level),
                _ => self.labelled(self.labels.of(spec.label), self.cell(spec, value)),
            }
        }
        for kind in entry.kind.parts() {
            self.parts(entry, *kind);
        }
    }

    /// A paragraph with a label, if there is anything to say.
    fn labelled(&mut self, label: &'static str, cell: Cell<'a>) {
        if !cell.is_empty() {
            self.blocks.push(Block::Labelled { label, cell });
        }
    }

    /// The pattern of a naming convention, and the name that it would give today.
    fn pattern(&mut self, convention: &Entry) {
        let tokens = self.entries(Home::Entry(convention.id), Kind::Token);
        if tokens.is_empty() {
            return;
        }
        let separator = convention.text(Field::Separator);
        let pattern: Vec<_> = tokens.iter().map(|token| format!("[{}]", self.labels.title(token))).collect();
        let parts: Vec<_> = tokens
            .iter()
            .map(|token| TokenParts {
                token,
                value: self.entries(Home::Entry(token.id), Kind::AllowedValue).first().copied(),
            })
            .collect();
        let example = example(separator, &parts, self.today);
        let code = |text: &str| Cell::Values(vec![Span::Code(one_line(text).into())]);
        self.labelled(self.labels.of(PATTERN), code(&pattern.join(separator)));
        self.labelled(self.labels.of(EXAMPLE), code(&example));
    }

    /// Writes the parts of one kind that an entry has, as a table under a label.
    fn parts(&mut self, whole: &Entry, kind: Kind) {
        let layout = Layout::of(kind);
        let parts: Vec<_> =
            self.entries(Home::Entry(whole.id), kind).into_iter().filter(|part| says_anything(part)).collect();
        if !parts.is_empty() {
            let (label, note) = (self.labels.of(kind.list_name()), self.labels.of(layout.note));
            self.blocks.push(Block::Caption { label, text: note.into() });
            let columns: Vec<_> = kind.fields().iter().collect();
            self.table(&layout, &columns, &parts, false);
        }
        for part in parts.iter().filter(|part| part.text(Field::TokenKind) == TOKEN_VALUES) {
            let values = self.entries(Home::Entry(part.id), Kind::AllowedValue);
            if values.iter().any(|value| says_anything(value)) {
                let label = self.labels.of(Kind::AllowedValue.list_name());
                self.blocks.push(Block::Caption { label, text: self.title(part).into() });
                let columns: Vec<_> = Kind::AllowedValue.fields().iter().collect();
                self.table(&Layout::of(Kind::AllowedValue), &columns, &values, false);
            }
        }
    }

    /// A table of the columns in which anything stands.
    fn table(&mut self, layout: &Layout, columns: &[&'static FieldSpec], entries: &[&'a Entry], agreement: bool) {
        if columns.is_empty() {
            return;
        }
        let number = layout.numbered.then_some(NUMBER);
        let state = agreement.then_some(AGREEMENT);
        let labels = columns.iter().map(|spec| spec.label);
        let header = number.into_iter().chain(labels).chain(state);
        let header: Vec<&'static str> = header.map(|label| self.labels.of(label)).collect();
        let rows: Vec<Row<'a>> = entries
            .iter()
            .enumerate()
            .map(|(index, entry)| {
                let number = layout.numbered.then(|| Cell::Values(vec![Span::Text((index + 1).to_string().into())]));
                let state = agreement.then(|| Cell::Mark(self.mark(entry)));
                let cells = columns.iter().map(|spec| match entry.value(spec.field) {
                    Some(_) if spec.field == Field::Name => {
                        Cell::Values(vec![Span::Name(self.title(entry).into(), entry.id)])
                    }
                    Some(value) if layout.says(entry, spec.field) => self.cell(spec, value),
                    _ => Cell::Values(Vec::new()),
                });
                Row { entry: entry.id, cells: number.into_iter().chain(cells).chain(state).collect() }
            })
            .collect();
        let used: Vec<bool> = (0..header.len())
            .map(|column| rows.iter().any(|row| row.cells.get(column).is_some_and(|cell| !cell.is_empty())))
            .collect();
        let mut table = Table { header, rows };
        retain(&mut table.header, &used);
        table.rows.iter_mut().for_each(|row| retain(&mut row.cells, &used));
        if !table.header.is_empty() {
            self.blocks.push(Block::Table(table));
        }
    }

    /// What stands in a field.
    fn cell(&self, spec: &FieldSpec, value: &'a Value) -> Cell<'a> {
        let write =
            |text: &'a str| if is_verbatim(spec.field) { Span::Code(text.into()) } else { Span::Text(text.into()) };
        let spans = match (value, spec.shape) {
            (Value::Text(text), _) => return Cell::Long(text),
            (Value::Line(text), Shape::Choice(choices)) => {
                let choice = choices.iter().find(|choice| choice.code == text);
                let label = choice.map_or(text.as_str(), |choice| self.labels.of(choice.label));
                vec![Span::Text(label.into())]
            }
            (Value::Line(text), Shape::Link) => vec![Span::Address(text)],
            (Value::Line(text), _) => vec![write(text)],
            (Value::Flag(flag), _) => vec![Span::Text(self.labels.of(if *flag { YES } else { NO }).into())],
            (Value::Words(words), _) if spec.field == Field::Links => {
                words.iter().map(|word| Span::Address(word)).collect()
            }
            (Value::Words(words), _) => words.iter().map(|word| write(word)).collect(),
            (Value::Refs(ids), _) => ids
                .iter()
                .filter_map(|id| Some(Span::Name(self.titles.of_entry(*id)?.to_owned().into(), *id)))
                .collect(),
        };
        Cell::Values(spans)
    }
}

fn retain<T>(items: &mut Vec<T>, used: &[bool]) {
    let mut used = used.iter();
    items.retain(|_| used.next().is_some_and(|used| *used));
}

/// Whether anything but a flag was filled in: a part that was added and left alone is not worth a row.
pub(in crate::format) fn says_anything(entry: &Entry) -> bool {
    entry.fields().any(|(_, value)| !matches!(value, Value::Flag(_)) && !value.is_empty())
}
