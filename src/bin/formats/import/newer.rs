//! A file that a newer Guidepost wrote: it can be read here, and nothing else.

use super::super::drawing::button;
use guidepost::format::{Labels, Selection, html};
use guidepost::model::Playbook;
use guidepost::worker::{Import, Refusal};
use guidepost_view::{page, tr};
use maud::Markup;

/// The id of what gets the focus.
pub(super) const FIRST: &str = "newer-first";

pub(super) fn drawn(playbook: &Playbook, import: &Import, refusal: &Refusal) -> Markup {
    let document = html::write(playbook, &Selection { labels: Labels::spoken(), ..Selection::default() }, import.today);
    page! {
        div id=(FIRST) class="import-refused" role="alert" tabindex="-1" {
            p { strong { (tr!("Nothing was imported from “{}”.", import.file)) } }
            p { (refusal.why) }
            p {
                "What you have here has not changed. Below is what this Guidepost understands of the file, to be read. \
                 Reload this page to get the newest Guidepost, then import the file again."
            }
        }
        div class="export-preview" { iframe title="What is in the file" sandbox="" srcdoc=(document) {} }
        div class="dialog-actions" { (button("secondary", "cancel", "Close")) }
    }
}
