//! A playbook of which not everything could be taken as it stands: what is said about that.

use super::super::drawing::button;
use guidepost::format::json::{Kept, Problem};
use guidepost::format::markdown::Remark;
use guidepost::language::count;
use guidepost::model::playbook::display_title;
use guidepost::worker::ReadFile;
use guidepost_view::{page, tr};
use maud::Markup;

pub(super) const PROBLEMS: &str = "import-problems";

/// A playbook that is kept if whoever brings it says so.
#[derive(Clone)]
pub(super) struct Flawed {
    pub(super) file: ReadFile,
    pub(super) flaws: Flaws,
}

/// What could not be taken as it stands.
#[derive(Clone, Default)]
pub(super) struct Flaws {
    /// The first of them.
    pub(super) known: Vec<Flaw>,
    /// How many there are beyond those.
    pub(super) more: usize,
}

/// One thing in a file that could not be taken as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Flaw {
    /// In a sentence.
    pub(crate) text: String,
    /// Where in the file; empty for the file as a whole.
    pub(crate) path: String,
    /// Whether it is not in the playbook. Otherwise it is there in another form.
    pub(crate) left_out: bool,
}

impl Flaws {
    pub(super) fn of(known: Vec<Flaw>) -> Self {
        Self { known, more: 0 }
    }

    pub(super) fn of_problems(problems: &[Problem], more: usize) -> Self {
        let flaw = |problem: &Problem| Flaw {
            text: problem.to_string(),
            path: problem.path.clone(),
            left_out: matches!(problem.kept, Kept::LeftOut | Kept::Cut),
        };
        Self { known: problems.iter().map(flaw).collect(), more }
    }

    pub(super) fn of_remarks(remarks: &[Remark]) -> Self {
        let flaw =
            |remark: &Remark| Flaw { text: remark.text.clone(), path: remark.place.clone(), left_out: remark.left_out };
        Self { known: remarks.iter().map(flaw).collect(), more: 0 }
    }

    /// With one more, about the file as a whole; nothing where that is empty.
    pub(super) fn with(mut self, note: &str) -> Self {
        if !note.is_empty() {
            self.known.insert(0, Flaw { text: note.to_owned(), path: String::new(), left_out: false });
        }
        self
    }

    pub(super) fn is_empty(&self) -> bool {
        self.known.is_empty() && self.more == 0
    }

    /// "3 things".
    pub(super) fn things(&self) -> String {
        count(self.known.len() + self.more, "thing", "things")
    }

    /// How much was left out and how much kept, as far as it is known.
    pub(super) fn outcome(&self) -> String {
        let left_out = self.known.iter().filter(|flaw| flaw.left_out).count();
        let kept = self.known.len() - left_out;
        let of_first = if self.more > 0 { tr!("of the first {}, ", self.known.len()) } else { String::new() };
        match (left_out, kept) {
            (0, _) => tr!("{of_first}all kept, in the form that is said below"),
            (_, 0) => tr!("{of_first}all left out"),
            _ => tr!("{of_first}{left_out} left out, {kept} kept in the form that is said below"),
        }
    }

    pub(super) fn list(&self) -> Markup {
        page! {
            ul id=(PROBLEMS) class="import-problems" tabindex="0" aria-label="Problems" {
                @for flaw in &self.known {
                    li {
                        span { (flaw.text) }
                        @if !flaw.path.is_empty() { code { (flaw.path) } }
                    }
                }
                @if self.more > 0 { li class="import-more" { (tr!("and {} more", self.more)) } }
            }
        }
    }
}

impl Flawed {
    /// Says what could not be taken as it stands, and asks. It came in a link or in a file.
    pub(super) fn drawn(&self, is_link: bool) -> Markup {
        let Self { file, flaws } = self;
        let entries = count(file.entries, "entry", "entries");
        let (things, outcome) = (flaws.things(), flaws.outcome());
        page! {
            p {
                @if is_link { "The link holds the playbook " } @else { "The file holds the playbook " }
                strong { (tr!("“{}”", display_title(&file.title))) }
                (tr!(" with {entries}. "))
                @if !flaws.is_empty() { (tr!("{things} in it could not be taken as written: {outcome}.")) }
            }
            @if !flaws.is_empty() { (flaws.list()) }
            p {
                "Nothing is stored yet. What you have here stays as it is either way: an import is always a new playbook."
            }
            div class="dialog-actions" {
                (button("secondary", "cancel", "Cancel"))
                (button("primary", "keep", if flaws.is_empty() { "Import" } else { "Import anyway" }))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_became_of_a_file_is_said_in_short() {
        let flaw = |left_out| Flaw { text: String::new(), path: String::new(), left_out };
        for (known, more, words) in [
            (vec![flaw(true)], 0, "all left out"),
            (vec![flaw(false)], 0, "all kept, in the form that is said below"),
            (vec![flaw(true), flaw(false)], 0, "1 left out, 1 kept in the form that is said below"),
            (vec![flaw(true), flaw(true)], 7, "of the first 2, all left out"),
        ] {
            assert_eq!(Flaws { known, more }.outcome(), words);
        }
    }
}
