//! Cells that reach over several columns and rows, as a grid in which each place has one.

use crate::format::table::sheet::{MOST_COLUMNS, MOST_ROWS, SheetCell};
use std::collections::VecDeque;

/// As many places as a table may fill by reaching over others: a few letters of HTML may ask for more than there is memory.
const MOST_REPEATED: usize = 2_000_000;

/// A table that is being read.
#[derive(Default)]
pub(super) struct Grid {
    rows: Vec<Vec<SheetCell>>,
    row: Option<Vec<SheetCell>>,
    /// For each column of the row, what reaches into it from above, and into how many rows more.
    from_above: VecDeque<Option<(SheetCell, usize)>>,
    next: VecDeque<Option<(SheetCell, usize)>>,
    repeated: usize,
    /// Where the rows of the head begin, if they are not the first.
    head: Option<usize>,
}

impl Grid {
    pub(super) fn begin_row(&mut self) {
        self.end_row();
        self.row = Some(Vec::new());
    }

    pub(super) fn begin_head(&mut self) {
        self.end_row();
        self.head = self.head.or(Some(self.rows.len()));
    }

    /// Puts a cell into the next free place.
    pub(super) fn put(&mut self, cell: SheetCell, [columns, rows]: [usize; 2]) {
        self.row.get_or_insert_default();
        self.take_from_above();
        let columns = columns.clamp(1, MOST_COLUMNS);
        let below = rows.clamp(1, MOST_ROWS) - 1;
        for number in 0..columns {
            // A text that reaches over several columns stands in the first; one over several rows holds for all of them.
            let cell = if number == 0 { cell.clone() } else { SheetCell::default() };
            self.push(cell, below);
            self.from_above.pop_front();
            self.repeated += usize::from(number > 0);
            if self.repeated > MOST_REPEATED {
                break;
            }
        }
    }

    fn push(&mut self, cell: SheetCell, below: usize) {
        let Some(row) = &mut self.row else { return };
        let reaches = below > 0 && self.repeated <= MOST_REPEATED;
        self.repeated += usize::from(reaches);
        self.next.push_back(reaches.then(|| (cell.clone(), below - 1)));
        row.push(cell);
    }

    /// Takes over what reaches into the next places of the row.
    fn take_from_above(&mut self) {
        while let Some(Some((cell, below))) = self.from_above.front().cloned() {
            self.from_above.pop_front();
            self.push(cell, below);
        }
    }

    fn end_row(&mut self) {
        if self.row.is_none() {
            return;
        }
        while !self.from_above.is_empty() {
            self.take_from_above();
            if self.from_above.pop_front().is_some() && !self.from_above.is_empty() {
                self.push(SheetCell::default(), 0);
            }
        }
        self.rows.extend(self.row.take());
        self.from_above = std::mem::take(&mut self.next);
    }

    /// All rows, those of the head first.
    pub(super) fn finish(mut self) -> Vec<Vec<SheetCell>> {
        self.end_row();
        if let Some(head) = self.head.filter(|head| *head < self.rows.len()) {
            self.rows.rotate_left(head);
        }
        self.rows
    }
}
