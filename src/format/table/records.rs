//! Records, as programs write them: JSON, and what YAML is read as.

#[cfg(test)]
mod tests;

use super::sheet::{MOST_CELLS, MOST_COLUMNS, MOST_ROWS, Sheet, SheetCell, SheetFlaw, assemble, most_rows};
use crate::format::labels::{NO, YES};
use guidepost_view::tr;
use serde_json::Value;
use std::collections::HashMap;

/// What stands between several values in a cell.
const SEPARATOR: &str = "; ";

/// What records are made of.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Node {
    Nothing,
    Text(String),
    List(Vec<Node>),
    Record(Vec<(String, Node)>),
}

/// Reads a list of records, or an object of them; nothing of what is neither.
#[must_use]
pub fn from_json(text: &str) -> Option<Sheet> {
    // Refuses what is nested more deeply than 128 levels.
    let value = serde_json::from_str(text.trim_start_matches('\u{feff}')).ok()?;
    sheet(&node(value))
}

fn node(value: Value) -> Node {
    match value {
        Value::Null => Node::Nothing,
        Value::Bool(flag) => Node::Text(if flag { YES } else { NO }.to_owned()),
        Value::Number(number) => Node::Text(number.to_string()),
        Value::String(text) => Node::Text(text),
        Value::Array(items) => Node::List(items.into_iter().map(node).collect()),
        Value::Object(fields) => Node::Record(fields.into_iter().map(|(key, value)| (key, node(value))).collect()),
    }
}

/// A table of records: a list of them, an object with such a list in it, or an object whose keys are their names.
pub(super) fn sheet(root: &Node) -> Option<Sheet> {
    match root {
        Node::List(items) => of_list(items),
        Node::Record(fields) => {
            let lists = fields.iter().filter_map(|(_, value)| match value {
                Node::List(items) if items.iter().any(|item| matches!(item, Node::Record(_))) => Some(items),
                _ => None,
            });
            // Beside the records, there may be a version and the like.
            if let Some(items) = lists.max_by_key(|items| items.len()) {
                return of_list(items);
            }
            let records: Vec<(&str, &[(String, Node)])> = fields
                .iter()
                .filter_map(|(name, value)| match value {
                    Node::Record(record) => Some((name.as_str(), record.as_slice())),
                    _ => None,
                })
                .collect();
            match records.as_slice() {
                // One that holds all others, as `{"data": {"tools": […]}}`.
                [(_, only)]
                    if fields.len() == 1
                        && only.iter().any(|(_, value)| matches!(value, Node::List(_) | Node::Record(_))) =>
                {
                    sheet(fields.first().map(|(_, value)| value)?)
                }
                [] => None,
                _ => Some(of_records(records.into_iter().map(|(name, record)| (Some(name), record)))),
            }
        }
        _ => None,
    }
}

fn of_list(items: &[Node]) -> Option<Sheet> {
    let records = items.iter().filter_map(|item| match item {
        Node::Record(record) => Some((None, record.as_slice())),
        _ => None,
    });
    records.clone().next()?;
    let mut sheet = of_records(records);
    let others = items.iter().filter(|item| !matches!(item, Node::Record(_) | Node::Nothing)).count();
    if others > 0 {
        let text = tr!("{others} of the values in the list are no records; left out.");
        sheet.flaws.push(SheetFlaw { row: None, text });
    }
    Some(sheet)
}

fn of_records<'n>(records: impl Iterator<Item = (Option<&'n str>, &'n [(String, Node)])>) -> Sheet {
    let mut header: Vec<String> = Vec::new();
    let mut columns: HashMap<&str, usize> = HashMap::new();
    let mut rows: Vec<Vec<SheetCell>> = Vec::new();
    let (mut lost, mut cells, mut left_out) = (0_usize, 0_usize, 0_usize);
    for (name, record) in records {
        if rows.len() == MOST_ROWS || cells > MOST_CELLS {
            left_out += 1;
            continue;
        }
        let mut row: Vec<SheetCell> = Vec::new();
        if let Some(name) = name {
            if header.is_empty() {
                header.push("name".to_owned());
            }
            row.push(SheetCell::of(name));
        }
        for (key, value) in record {
            let column = match columns.get(key.as_str()) {
                Some(column) => *column,
                None if header.len() >= MOST_COLUMNS => {
                    lost += 1;
                    continue;
                }
                None => {
                    header.push(key.clone());
                    columns.insert(key, header.len() - 1);
                    header.len() - 1
                }
            };
            if row.len() <= column {
                row.resize(column + 1, SheetCell::default());
            }
            if let Some(cell) = row.get_mut(column) {
                *cell = SheetCell::of(said(value, true));
            }
        }
        cells += row.len();
        rows.push(row);
    }
    // A key that only the last record has makes all others longer.
    let most_rows = most_rows(header.len());
    left_out += rows.len().saturating_sub(most_rows);
    rows.truncate(most_rows);
    // Records say only what there is to say.
    for row in &mut rows {
        row.resize(header.len(), SheetCell::default());
    }
    let first = header.into_iter().map(SheetCell::of).collect();
    let mut sheet = assemble(std::iter::once(first).chain(rows).collect());
    if left_out > 0 {
        let read = sheet.rows.len();
        let text = tr!("The first {read} records are read; {left_out} more are left out.");
        sheet.flaws.push(SheetFlaw { row: None, text });
    }
    if lost > 0 {
        let text = tr!("The records have more than {MOST_COLUMNS} keys; {lost} values are left out.");
        sheet.flaws.push(SheetFlaw { row: None, text });
    }
    sheet
}

/// What a value says in a cell.
fn said(value: &Node, is_top: bool) -> String {
    match value {
        Node::Nothing => String::new(),
        Node::Text(text) => text.clone(),
        Node::List(items) => {
            let items = items.iter().map(|item| said(item, false)).filter(|text| !text.is_empty());
            items.collect::<Vec<_>>().join(if is_top { SEPARATOR } else { ", " })
        }
        Node::Record(fields) => {
            let fields = fields.iter().filter(|(_, value)| *value != Node::Nothing);
            let fields = fields.map(|(key, value)| format!("{key}: {}", said(value, false)));
            fields.collect::<Vec<_>>().join(if is_top { SEPARATOR } else { ", " })
        }
    }
}
