//! Blocks: paragraphs, quotes, lists and their items, code.

use super::{Container, DEEPEST, Writer};
use crate::format::escape::{code, fence, one_line};

impl Writer<'_, '_> {
    /// Ends the line and begins a block of the innermost container.
    pub(super) fn new_block(&mut self) {
        self.in_block = true;
        let Some(container) = self.containers.last_mut() else { return };
        let (first, tight) = (container.blocks == 0, container.tight);
        container.blocks += 1;
        container.last_list = None;
        if self.flat {
            self.separate = !self.out.is_empty();
        } else if !first {
            self.break_line(tight);
        }
    }

    pub(super) fn break_line(&mut self, tight: bool) {
        if !tight {
            self.out.push('\n');
            self.out.push_str(self.prefix.trim_end());
        }
        self.new_line();
    }

    pub(super) fn new_line(&mut self) {
        self.out.push('\n');
        self.out.push_str(&self.prefix);
        self.at_line_start = true;
    }

    pub(super) fn enter(&mut self, container: Container, marker: &str, prefix: &str) {
        let outer_prefix = self.prefix.len();
        if !self.flat && self.containers.len() <= DEEPEST {
            self.out.push_str(marker);
            self.prefix.push_str(prefix);
            self.at_line_start = true;
        }
        self.containers.push(Container { outer_prefix, ..container });
        self.in_block = false;
    }

    pub(super) fn leave(&mut self) {
        if let Some(container) = self.containers.pop() {
            self.prefix.truncate(container.outer_prefix);
        }
        self.in_block = false;
    }

    pub(super) fn start_list(&mut self, number: Option<u64>) {
        let tight = self.tight_lists.get(self.lists).copied().unwrap_or_default();
        self.lists += 1;
        let last_list = self.containers.last().and_then(|container| container.last_list);
        self.new_block();
        // Right after another list, only another marker keeps the two apart. And three equal ones in a line are a rule.
        let second_marker = last_list == Some((number.is_some(), false)) || self.out.ends_with("- - ");
        if let Some(container) = self.containers.last_mut() {
            container.last_list = Some((number.is_some(), second_marker));
        }
        self.enter(Container { tight, number, second_marker, ..Container::default() }, "", "");
    }

    pub(super) fn start_item(&mut self) {
        let Some(list) = self.containers.last_mut() else { return };
        let (first, tight) = (list.blocks == 0, list.tight);
        list.blocks += 1;
        let marker = match (&mut list.number, list.second_marker) {
            (None, false) => "- ".to_owned(),
            (None, true) => "* ".to_owned(),
            (Some(number), second) => {
                let marker = format!("{number}{} ", if second { ')' } else { '.' });
                *number += 1;
                marker
            }
        };
        if self.flat {
            self.separate = !self.out.is_empty();
        } else if !first {
            self.break_line(tight);
        }
        self.enter(Container { tight, ..Container::default() }, &marker, &" ".repeat(marker.len()));
    }

    pub(super) fn end_code(&mut self) {
        self.in_literal = false;
        let block = std::mem::take(&mut self.literal);
        let (info, content) = block.split_once('\n').unwrap_or_default();
        if self.flat {
            let text = code(&one_line(content), self.place());
            self.put(&text);
        } else {
            let fence = fence('`', 3, content);
            self.put(&fence);
            self.put(info);
            for line in content.lines() {
                self.out.push('\n');
                self.out.push_str(if line.is_empty() { self.prefix.trim_end() } else { &self.prefix });
                self.out.push_str(line);
            }
            self.new_line();
            self.put(&fence);
        }
        self.in_block = false;
    }

    /// HTML is text here, as on the screen: each of its lines is written as one.
    pub(super) fn end_html(&mut self) {
        self.in_literal = false;
        let html = std::mem::take(&mut self.literal);
        self.in_block = false;
        for line in html.lines() {
            match (one_line(line), self.in_block) {
                (line, _) if line.is_empty() => self.in_block = false,
                (line, true) if self.flat => {
                    self.put(" ");
                    self.text(&line, false);
                }
                (line, in_block) => {
                    if in_block {
                        self.new_line();
                    } else {
                        self.new_block();
                    }
                    self.text(&line, false);
                }
            }
        }
        self.in_block = false;
    }
}
