//! What somebody changed in their copy of what the site publishes, for them to look at before they send it.

use super::compare::close;
use super::desk::{Outcome, address};
use super::published::Changes;
use guidepost::format::json;
use guidepost::insight::Book;
use guidepost::language::count;
use guidepost::model::Playbook;
use guidepost::route::{Page, Route};
use guidepost_view::{page, tr};
use maud::Markup;

/// What is published, once the page has fetched it; or why it is not here.
#[derive(Default)]
pub(crate) struct SuggestedView(Option<Result<Playbook, String>>);

impl SuggestedView {
    /// The page says what is published, or why it has nothing to say.
    pub(crate) fn change(&mut self, name: &str, value: &str) -> Outcome {
        self.0 = Some(match name {
            "published" => json::read(value).map(|read| read.playbook).map_err(|error| error.to_string()),
            _ => Err(value.to_owned()),
        });
        Outcome::default()
    }

    /// What it shows.
    pub(crate) fn drawn(&self, book: &Book<'_>) -> Markup {
        page! {
            h2 id="ask-title" { "Your copy and what is published" }
            @match &self.0 {
                None => { p role="status" { "What is published is being fetched…" } }
                Some(Err(why)) => { p role="alert" { (tr!("What is published could not be compared with: {why}.")) " Your copy is safe." } }
                Some(Ok(published)) => {
                    @let changes = Changes::of_copy(published, book.playbook);
                    @if changes.count() == 0 { p { "Your copy says what is published: you have changed nothing yet." } }
                    @else {
                        p { strong { (count(changes.count(), "change", "changes")) } " beside what is published now." }
                        p class="hint" {
                            "What was published anew since you began your copy differs, too. “Suggest a change” on the published page takes it in."
                        }
                        (changes.listed(
                            book,
                            |entry| address(book, entry),
                            |section| Route::Playbook(book.playbook.id, Page::Section(section, None)).to_string(),
                        ))
                    }
                }
            }
            (close())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use guidepost::model::{Field, Kind, Value};

    const EXAMPLE: &str = include_str!("../../../assets/example-playbook.json");

    #[test]
    fn what_was_changed_in_a_copy_is_told_hidden_sections_included() {
        let mut copy = json::read(EXAMPLE).expect("a playbook").playbook;
        let mut view = SuggestedView::default();
        let drawn = |view: &SuggestedView, copy: &Playbook| view.drawn(&Book::of(copy)).into_string();
        assert!(drawn(&view, &copy).contains("being fetched"));
        view.change("missing", "the server answered with error 404");
        assert!(drawn(&view, &copy).contains("error 404. Your copy is safe."));
        view.change("published", "{");
        assert!(drawn(&view, &copy).contains("could not be compared with"));
        view.change("published", EXAMPLE);
        assert!(drawn(&view, &copy).contains("nothing yet"));
        // To move something is a change, too.
        let mut moved = copy.clone();
        let stages = moved.entries.values_mut().filter(|entry| entry.kind == Kind::Stage);
        let [first, second] = stages.take(2).collect::<Vec<_>>().try_into().expect("two stages");
        std::mem::swap(&mut first.order, &mut second.order);
        let told = drawn(&view, &moved);
        assert!(told.contains("<strong>1 change</strong>") && told.contains("Order of stages"), "{told}");
        copy.title.push_str(" for Europe");
        let hidden = copy.sections.iter_mut().find(|section| !section.hidden).expect("a section that is shown");
        hidden.hidden = true;
        hidden.introduction.push_str(" More.");
        let tool = copy.entries.values_mut().find(|entry| entry.name() == "Gong").expect("it is there");
        tool.set(Field::Cost, Value::Line("Free".into()));
        let told = drawn(&view, &copy);
        for words in [
            "<strong>3 changes</strong> beside",
            "<ins> for Europe</ins>",
            "</a> · Hidden",
            "<bdi>Gong</bdi></a> · Cost",
            "<ins>Free</ins>",
            "<ins> More.</ins>",
        ] {
            assert!(told.contains(words), "no {words} in {told}");
        }
    }
}
