//! A page that was written for another purpose: whoever brings it says what becomes of its pieces.

use super::super::drawing::{button, part, whole};
use super::Say;
use guidepost::format::markdown::Reading;
use guidepost::format::markdown::pieces::{Content, Page, Piece, pieces};
use guidepost::format::markdown::sorting::{Make, guess, offers, sort};
use guidepost::language::{count, tr};
use guidepost::model::{Kind, Playbook, SectionId};
use guidepost::worker::{Answer, Change};
use guidepost_view::{page, tr};
use maud::Markup;

/// The id of what gets the focus first, of the rows, and of the buttons.
const SUMMARY: &str = "sorting-summary";
const PIECES: &str = "sorting-pieces";
const ACTIONS: &str = "sorting-actions";

/// A page, and what is to become of it.
#[derive(Clone)]
pub(super) struct Sorting {
    file: String,
    page: Page,
    makes: Vec<Make>,
    /// The title of the playbook that it is for; nothing where it becomes one of its own.
    into: Option<String>,
    /// The names of the sections of that playbook.
    names: Vec<(SectionId, String)>,
}

impl Sorting {
    pub(super) fn new(file: &str, text: &str, playbook: &Playbook, into: Option<&str>) -> Self {
        let mut page = pieces(text);
        if page.title.is_empty() {
            page.title = file.rsplit_once('.').map_or(file, |(stem, _)| stem).to_owned();
        }
        let makes = guess(&page);
        let names = playbook.sections.iter().map(|section| (section.id, section.title().to_owned())).collect();
        Self { file: file.to_owned(), page, makes, into: into.map(str::to_owned), names }
    }

    /// Whether there is nothing on the page.
    pub(super) fn is_empty(&self) -> bool {
        self.page.pieces.is_empty()
    }

    /// What the playbook would be with it.
    pub(super) fn sorted(&self, playbook: &Playbook) -> Reading {
        sort(&self.page, &self.makes, playbook)
    }

    /// What the page is called.
    pub(super) fn title(&self) -> &str {
        &self.page.title
    }

    pub(super) fn draw(&self, say: Say<'_>) {
        say(Answer::Draw(whole(self.drawn(), SUMMARY)));
    }

    /// Something was chosen.
    pub(super) fn change(&mut self, change: &Change, say: Say<'_>) {
        let Some(("piece", place)) = change.name.split_once(':') else { return };
        let Some(place) = place.parse::<usize>().ok() else { return };
        let (Some(piece), Ok(offer)) = (self.page.pieces.get(place), change.value.parse::<usize>()) else { return };
        if let (Some(make), Some(offer)) = (self.makes.get_mut(place), offers(piece).get(offer)) {
            *make = *offer;
        }
        say(Answer::Draw(part(ACTIONS, self.drawn_actions())));
    }

    /// Sets what becomes of everything.
    pub(super) fn press(&mut self, what: &str, say: Say<'_>) {
        match what {
            "guess" => self.makes = guess(&self.page),
            "texts" => self.makes.fill(Make::OwnSection),
            "nothing" => self.makes.fill(Make::LeaveOut),
            _ => return,
        }
        say(Answer::Draw(part(PIECES, self.drawn_pieces())));
        say(Answer::Draw(part(ACTIONS, self.drawn_actions())));
    }

    fn drawn(&self) -> Markup {
        let pieces = count(self.page.pieces.len(), "piece", "pieces");
        page! {
            p id=(SUMMARY) tabindex="-1" {
                strong { (tr!("“{}”", self.file)) }
                (tr!(" is a page with headings of its own, and falls into {pieces}. Say what becomes of each. "))
                @match &self.into {
                    Some(title) => {
                        (tr!("Then you see what that changes in “{title}”, before anything is taken over."))
                    }
                    None => { "It becomes a playbook of its own." }
                }
            }
            div class="merge-heading" {
                h3 { "Pieces" }
                (button("quiet", "guess", "As guessed"))
                (button("quiet", "texts", "All as texts"))
                (button("quiet", "nothing", "Leave all out"))
            }
            ul id=(PIECES) class="changes" tabindex="0" aria-label="Pieces" { (self.drawn_pieces()) }
            div id=(ACTIONS) class="dialog-actions" { (self.drawn_actions()) }
        }
    }

    fn drawn_actions(&self) -> Markup {
        let nothing = self.makes.iter().all(|make| *make == Make::LeaveOut);
        let words = if self.into.is_some() { "Review the changes" } else { "Make a playbook of it" };
        page! {
            (button("secondary", "cancel", "Cancel"))
            button type="button" class="primary" data-press="sorted" disabled[nothing] { (tr(words)) }
        }
    }

    fn drawn_pieces(&self) -> Markup {
        page! {
            @for (place, (piece, make)) in self.page.pieces.iter().zip(&self.makes).enumerate() {
                li class="piece" {
                    (self.drawn_piece(place, piece, *make))
                }
            }
        }
    }

    fn drawn_piece(&self, place: usize, piece: &Piece, make: Make) -> Markup {
        let name = match piece.headings.last() {
            Some(heading) => heading.as_str(),
            None => self.title(),
        };
        let above = piece.headings.split_last().map(|(_, above)| above.join(" › ")).unwrap_or_default();
        let id = format!("piece-{place}");
        page! {
            div class="piece-what" {
                @if !above.is_empty() { span class="piece-above" { (above) } }
                label for=(id) { (name) }
                p class="piece-content" { (excerpt(piece)) }
            }
            select id=(id) name={ "piece:" (place) } {
                @for (offer, offered) in offers(piece).into_iter().enumerate() {
                    option value=(offer) selected[offered == make] { (self.words(piece, offered)) }
                }
            }
        }
    }

    fn words(&self, piece: &Piece, make: Make) -> String {
        let name = |id: SectionId| {
            let found = self.names.iter().find(|(known, _)| *known == id);
            found.map_or_else(|| tr(id.default_name()).to_owned(), |(_, name)| name.clone())
        };
        match make {
            Make::LeaveOut => tr!("Leave out").to_owned(),
            Make::OwnSection => {
                let title = piece.headings.first().map_or(self.title(), String::as_str);
                tr!("Text in a section “{title}”")
            }
            Make::Introduction(id) => tr!("Text in the introduction of {}", name(id)),
            Make::Entries(id, Kind::Tool | Kind::Channel) => tr!("{} in {}", tr(entries(id)), name(id)),
            Make::Entries(_, kind) => tr(kind.list_name()).to_owned(),
        }
    }
}

fn entries(id: SectionId) -> &'static str {
    id.kinds().first().map_or("Entries", |kind| kind.list_name())
}

/// What is in a piece, in a few words.
fn excerpt(piece: &Piece) -> String {
    const LENGTH: usize = 140;
    let list = |names: Vec<&str>, one: &'static str, many: &'static str| {
        format!("{}: {}", count(names.len(), one, many), names.join(", "))
    };
    let text = match &piece.content {
        Content::Text => piece.markdown.clone(),
        Content::Terms(terms) => list(terms.iter().map(|term| term.name.as_str()).collect(), "name", "names"),
        Content::Table(rows) => {
            let names = rows.iter().skip(1).filter_map(|row| row.first()).map(String::as_str).collect();
            list(names, "row", "rows")
        }
    };
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let more = if text.chars().nth(LENGTH).is_some() { "…" } else { "" };
    format!("{}{more}", text.chars().take(LENGTH).collect::<String>())
}
