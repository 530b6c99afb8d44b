//! The stages of a lifecycle as a graph: which lead where, and which hang together.

use crate::insight::Book;
use crate::model::{Entry, EntryId, Field, Kind};
use std::collections::HashMap;

/// The stages, by their place in the list, and the ways between them. A transition from a stage to itself is no way.
pub(super) struct Ways<'p> {
    pub(super) stages: Vec<&'p Entry>,
    out: Vec<Vec<usize>>,
    into: Vec<Vec<usize>>,
    /// Has a transition that does not say where it leads, or that leads to a stage in the bin.
    is_unfinished: Vec<bool>,
    /// Where a record may stay: the last of the list, and stages for what was disqualified.
    is_end: Vec<bool>,
}

/// Stages from each of which one gets to each of the others. Most consist of one.
pub(super) struct Circle {
    /// In the order of the list.
    pub(super) stages: Vec<usize>,
    pub(super) has_way_in: bool,
    /// True, too, where one leads nowhere yet.
    pub(super) has_way_out: bool,
    pub(super) has_end: bool,
}

impl<'p> Ways<'p> {
    pub(super) fn of(book: &Book<'p>) -> Self {
        let stages: Vec<_> = book.all(Kind::Stage).collect();
        let places: HashMap<EntryId, usize> = stages.iter().zip(0..).map(|(stage, place)| (stage.id, place)).collect();
        let count = stages.len();
        let mut ways = Self {
            out: vec![Vec::new(); count],
            into: vec![Vec::new(); count],
            is_unfinished: vec![false; count],
            is_end: (1..=count).map(|place| place == count).collect(),
            stages,
        };
        for from in 0..count {
            for transition in book.parts(ways.stages[from].id, Kind::Transition) {
                let to = book.target(transition, Field::ToStage).and_then(|stage| places.get(&stage.id)).copied();
                ways.add(from, to, transition.text(Field::TransitionKind) == "disqualify");
            }
        }
        ways
    }

    fn add(&mut self, from: usize, to: Option<usize>, disqualifies: bool) {
        match to {
            None => self.is_unfinished[from] = true,
            Some(to) if to == from => {}
            Some(to) => {
                self.out[from].push(to);
                self.into[to].push(from);
                self.is_end[to] |= disqualifies;
            }
        }
    }

    /// Whether nobody has said yet what follows on what.
    pub(super) fn is_empty(&self) -> bool {
        self.out.iter().all(Vec::is_empty)
    }

    /// Whether records are meant to stay in a stage.
    pub(super) fn is_final(&self, stage: usize) -> bool {
        self.is_end[stage] && self.out[stage].is_empty() && !self.is_unfinished[stage]
    }

    /// All stages, each in one circle, in the order of the list.
    pub(super) fn circles(&self) -> Vec<Circle> {
        // By Kosaraju and Sharir, without recursion: a list may be long.
        let mut circle_of = vec![usize::MAX; self.stages.len()];
        let mut members: Vec<Vec<usize>> = Vec::new();
        for start in self.by_leaving().into_iter().rev() {
            if circle_of[start] != usize::MAX {
                continue;
            }
            let (number, mut open, mut stages) = (members.len(), vec![start], Vec::new());
            circle_of[start] = number;
            while let Some(stage) = open.pop() {
                stages.push(stage);
                for before in &self.into[stage] {
                    if circle_of[*before] == usize::MAX {
                        circle_of[*before] = number;
                        open.push(*before);
                    }
                }
            }
            stages.sort_unstable();
            members.push(stages);
        }
        members.sort_unstable();
        members.into_iter().map(|stages| self.circle(stages, &circle_of)).collect()
    }

    /// The stages in the order in which a walk along the ways is done with them.
    fn by_leaving(&self) -> Vec<usize> {
        let mut seen = vec![false; self.stages.len()];
        let mut left = Vec::new();
        for start in 0..self.stages.len() {
            let mut path = vec![(start, 0)];
            while let Some((stage, next)) = path.pop() {
                if next == 0 && std::mem::replace(&mut seen[stage], true) {
                    continue;
                }
                match self.out[stage].get(next) {
                    Some(to) => path.extend([(stage, next + 1), (*to, 0)]),
                    None => left.push(stage),
                }
            }
        }
        left
    }

    fn circle(&self, stages: Vec<usize>, circle_of: &[usize]) -> Circle {
        let leaves = |ways: &[Vec<usize>]| {
            stages.iter().any(|stage| ways[*stage].iter().any(|other| circle_of[*other] != circle_of[*stage]))
        };
        Circle {
            has_way_in: leaves(&self.into),
            has_way_out: leaves(&self.out) || stages.iter().any(|stage| self.is_unfinished[*stage]),
            has_end: stages.iter().any(|stage| self.is_end[*stage]),
            stages,
        }
    }
}
