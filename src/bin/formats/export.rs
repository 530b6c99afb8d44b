//! An export: a conversation with whoever chooses what of a playbook leaves, and how. What its dialog shows is drawn here.

use super::drawing::{button, part, whole};
use super::import::Say;
use chrono::NaiveDate;
use guidepost::doc::{Changed, Replica};
use guidepost::format::packed::Changes;
use guidepost::format::{Labels, Lists, Selection, csv, html, markdown, packed};
use guidepost::language::count;
use guidepost::model::{Home, Kind, Playbook};
use guidepost::worker::{Answer, Change, Copied, Export, Saved, View};
use guidepost_view::{page, tr};
use maud::Markup;

/// Ids of what gets the focus, and of what is drawn anew by itself.
const FIRST: &str = "export-first";
const PREVIEW: &str = "export-preview";
const PROBLEM: &str = "export-problem";

/// A page that is longer than this, in bytes, is not previewed as it looks: browsers take seconds for it.
const LONGEST_PREVIEW: usize = 600_000;
/// So many characters of it are shown as Markdown then.
const SHOWN: usize = 20_000;

/// An export that is under way.
pub(crate) struct Exporting {
    playbook: Playbook,
    /// What was changed in it, for a link with that.
    changes: Option<Changes>,
    view: View,
    today: NaiveDate,
    /// The address of the app.
    address: String,
    selection: Selection,
}

impl Exporting {
    /// Begins one. `None` where there is no playbook in the update.
    pub(crate) fn begin(export: &Export, say: Say<'_>) -> Option<Self> {
        let mut replica = Replica::empty(|| 0);
        replica.admit_whole(&export.update).ok()?;
        let playbook = replica.playbook()?;
        let changed = match export.view {
            View::Changes => replica.changed_since(&export.version).ok()?,
            View::Document | View::Lists | View::Link => None,
        };
        let changes = changed.map(|Changed { since, update }| Changes { since, update });
        let address = export.address.clone();
        let selection = Selection { labels: Labels::spoken(), ..Selection::default() };
        let exporting = Self { playbook, changes, view: export.view, today: export.today, address, selection };
        match export.view {
            View::Document => say(Answer::Draw(whole(exporting.document(""), FIRST))),
            View::Lists => say(Answer::Draw(whole(exporting.lists(), FIRST))),
            View::Link | View::Changes => match exporting.link() {
                Ok(copied) => {
                    say(Answer::Copy(copied));
                    say(Answer::Close);
                }
                Err(problem) if export.view == View::Changes => {
                    let drawn = page! {
                        p id=(PROBLEM) role="alert" tabindex="-1" { (problem) }
                        div class="dialog-actions" { (button("secondary", "cancel", "Close")) }
                    };
                    say(Answer::Draw(whole(drawn, PROBLEM)));
                }
                Err(problem) => say(Answer::Draw(whole(exporting.document(&problem), PROBLEM))),
            },
        }
        Some(exporting)
    }

    /// Something was pressed.
    pub(crate) fn press(&mut self, what: &str, say: Say<'_>) {
        let Self { playbook, selection, today, .. } = self;
        let save = |what: &str, extension: &str, mime: &str, text: String| {
            let (what, extension, mime) = (what.to_owned(), extension.to_owned(), mime.to_owned());
            Answer::Save(Saved { what, extension, mime, text: text.into() })
        };
        match what {
            "markdown" => {
                let text = markdown::write(playbook, selection, *today);
                say(save("", "md", "text/markdown;charset=utf-8", text));
            }
            "html" => say(save("", "html", "text/html;charset=utf-8", html::write(playbook, selection, *today))),
            "copy-markdown" => {
                let text = markdown::write(playbook, selection, *today).into();
                say(Answer::Copy(Copied { text, html: None, report: tr!("Copied as Markdown.").to_owned() }));
            }
            "copy-rich" => {
                let text = markdown::write(playbook, selection, *today).into();
                let html = Some(html::fragment(playbook, selection, *today).into());
                let report = tr!("Copied. Paste it into a document with Ctrl+V or ⌘V.").to_owned();
                say(Answer::Copy(Copied { text, html, report }));
            }
            "copy-link" => match self.link() {
                Ok(copied) => say(Answer::Copy(copied)),
                Err(problem) => {
                    let mut drawing = part(PROBLEM, page! { (problem) });
                    drawing.focus = PROBLEM.to_owned();
                    say(Answer::Draw(drawing));
                }
            },
            list => {
                let place = list.strip_prefix("list:").and_then(|place| place.parse::<usize>().ok());
                if let Some((home, kind)) = place.and_then(|place| csv::lists(playbook).get(place).copied()) {
                    let text = csv::write(playbook, home, kind, selection.labels);
                    let name = list_name(playbook, home, kind, selection.labels);
                    say(save(&name, "csv", "text/csv;charset=utf-8", text));
                }
            }
        }
    }

    /// Something was ticked or chosen.
    pub(crate) fn change(&mut self, change: &Change, say: Say<'_>) {
        match (change.name.as_str(), change.value.as_str()) {
            ("drafts", _) => self.selection.drafts = change.ticked,
            ("contents", _) => self.selection.contents = change.ticked,
            ("lists", "headings") => self.selection.lists = Lists::Headings,
            ("lists", _) => self.selection.lists = Lists::Tables,
            ("labels", tag) => {
                let chosen = Labels::ALL.into_iter().find(|labels| labels.tag() == tag);
                self.selection.labels = chosen.unwrap_or_default();
            }
            ("home", home) => {
                let Ok(home) = home.parse::<Home>() else { return };
                if change.ticked {
                    self.selection.left_out.remove(&home);
                } else {
                    self.selection.left_out.insert(home);
                }
            }
            _ => return,
        }
        if self.view != View::Lists {
            say(Answer::Draw(part(PREVIEW, self.preview())));
        }
    }

    /// A link with what is selected in it, or with what was changed.
    ///
    /// # Errors
    /// Where it does not fit, or nothing was changed; what is said about that.
    fn link(&self) -> Result<Copied, String> {
        let packed = match (&self.changes, self.view) {
            (Some(changes), _) => packed::pack_changes(self.playbook.id, changes),
            (None, View::Changes) => {
                return Err(tr!("You have changed nothing yet, so there is nothing to send.").into());
            }
            (None, _) => packed::pack(&self.playbook, &self.selection, self.today),
        };
        if packed.len() > packed::LONGEST {
            let (length, most) = (packed.len() / 1_000, packed::LONGEST / 1_000);
            if self.view == View::Changes {
                return Err(tr!(
                    "Your changes do not fit into a link: it would have {length},000 characters, and mail and chat \
                     programs cut links longer than {most},000. Send the file instead."
                ));
            }
            return Err(tr!(
                "That does not fit into a link: it would have {length},000 characters, and mail and chat programs cut links \
                 longer than {most},000. Choose fewer sections, or send a file."
            ));
        }
        let html = None;
        let report = if packed.len() > 2_000 {
            tr!("The link is copied. It is a long one: try whether your mail or chat program leaves it whole.")
        } else {
            tr!("The link is copied.")
        };
        let text = format!("{}#/given/{packed}", self.address).into();
        Ok(Copied { text, html, report: report.to_owned() })
    }

    fn document(&self, problem: &str) -> Markup {
        let sections = self.playbook.sections.iter().filter(|section| !section.deleted && !section.hidden);
        let homes = sections.map(|section| (Home::Section(section.id), section.title()));
        page! {
            p id=(FIRST) tabindex="-1" {
                "Choose what leaves. The preview shows it as a document; what is in the playbook does not change."
            }
            div class="export-document" {
                div class="export-options" {
                    fieldset {
                        legend { "Sections" }
                        @for (home, title) in homes.chain([(Home::Directory, tr!("People and teams"))]) {
                            label { input type="checkbox" name="home" value=(home) checked; span { (title) } }
                        }
                    }
                    fieldset {
                        legend { "Lists" }
                        label { input type="radio" name="lists" value="tables" checked; span { "As tables, where rows are short" } }
                        label { input type="radio" name="lists" value="headings"; span { "As headings" } }
                    }
                    (self.labels())
                    fieldset {
                        legend { "Also" }
                        label { input type="checkbox" name="drafts" checked; span { "Drafts" } }
                        label { input type="checkbox" name="contents" checked; span { "A list of contents" } }
                    }
                }
                div id=(PREVIEW) class="export-preview" { (self.preview()) }
            }
            p id=(PROBLEM) class="merge-problem" role="alert" tabindex="-1" { (problem) }
            div class="dialog-actions" {
                (button("secondary", "cancel", "Close"))
                (button("secondary", "copy-link", "Copy as link"))
                (button("secondary", "copy-markdown", "Copy Markdown"))
                (button("secondary", "html", "Save HTML"))
                (button("secondary", "markdown", "Save Markdown"))
                (button("primary", "copy-rich", "Copy for Google Docs"))
            }
        }
    }

    /// In which language all that nobody wrote is to be.
    fn labels(&self) -> Markup {
        page! {
            fieldset {
                legend { "Language of labels" }
                @for labels in Labels::ALL {
                    @let is_chosen = labels == self.selection.labels;
                    label {
                        input type="radio" name="labels" value=(labels.tag()) checked[is_chosen];
                        span lang=(labels.tag()) { (labels.name()) }
                    }
                }
            }
        }
    }

    /// What leaves, as it looks.
    fn preview(&self) -> Markup {
        let page = html::write(&self.playbook, &self.selection, self.today);
        if page.len() > LONGEST_PREVIEW {
            let text = markdown::write(&self.playbook, &self.selection, self.today);
            return page! {
                p { "This is a long document. Here is how it begins:" }
                pre tabindex="0" aria-label="Preview" { (text.chars().take(SHOWN).collect::<String>()) }
            };
        }
        page! { iframe title="Preview" sandbox="" srcdoc=(page) {} }
    }

    fn lists(&self) -> Markup {
        let lists = csv::lists(&self.playbook);
        page! {
            p id=(FIRST) tabindex="-1" {
                @if lists.is_empty() { "There is no list with anything in it yet." }
                @else { "Each list is a file of its own, which Excel and Google Sheets open." }
            }
            @if !lists.is_empty() { div class="export-options" { (self.labels()) } }
            ul class="export-lists" aria-label="Lists" {
                @for (place, (home, kind)) in lists.into_iter().enumerate() {
                    @let name = list_name(&self.playbook, home, kind, Labels::spoken());
                    li {
                        span { (name) " " small { (count(self.rows(home, kind), "row", "rows")) } }
                        button type="button" class="secondary" data-press={ "list:" (place) }
                            aria-label=(tr!("Save {name} as CSV")) { "Save" }
                    }
                }
            }
            div class="dialog-actions" { (button("secondary", "cancel", "Close")) }
        }
    }

    fn rows(&self, home: Home, kind: Kind) -> usize {
        let outline = self.playbook.outline();
        if kind.whole().is_none() {
            return outline.list(home, kind).len();
        }
        let is_in = |place: Home| self.section_of(place) == Some(home);
        outline.lists().filter(|(place, of, _)| *of == kind && is_in(*place)).map(|(_, _, list)| list.len()).sum()
    }

    /// The place that a part stands in, by way of what it is a part of.
    fn section_of(&self, mut place: Home) -> Option<Home> {
        while let Home::Entry(whole) = place {
            place = self.playbook.entries.get(&whole)?.home;
        }
        Some(place)
    }
}

/// What a list is called in a language; tools stand in two sections. All others have a name of their own.
fn list_name(playbook: &Playbook, home: Home, kind: Kind, labels: Labels) -> String {
    match (home, kind) {
        (Home::Section(id), Kind::Tool | Kind::Entry) => {
            playbook.section(id).map_or_else(String::new, |section| section.title_in(labels.word()).to_owned())
        }
        _ => labels.of(kind.list_name()).to_owned(),
    }
}
