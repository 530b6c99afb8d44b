//! The sections with how much is in each, how complete it is, and how far colleagues are with it.

use crate::language::count;
use crate::model::overview::Tally;
use crate::model::{Agreement, Overview, SectionId};
use crate::route::Page;
use crate::ui::prelude::*;
use crate::ui::{address, use_session};

/// The visible sections, in order.
#[component]
pub(super) fn SectionTallies(overview: Signal<Overview>) -> Html {
    let shown = memo(move || {
        let visible = |overview: &Overview| {
            overview.sections.iter().filter(|section| !section.hidden).map(|section| section.id).collect::<Vec<_>>()
        };
        overview.with(visible)
    });
    let hidden = memo(move || overview.with(hidden_words));
    view! {
        <section aria-labelledby="overview-sections">
            <h2 id="overview-sections">"Sections"</h2>
            <ol class="section-tallies" aria-labelledby="overview-sections">
                <For each=move || shown.get() key=|id| *id let:id>
                    <SectionRow id=id overview=overview />
                </For>
            </ol>
            <p class="hint" hidden=move || hidden.with(String::is_empty)>
                {hidden}
            </p>
        </section>
    }
}

#[component]
fn SectionRow(id: SectionId, overview: Signal<Overview>) -> Html {
    let session = use_session();
    let section = session.section(id);
    let title = move || section.with(|section| section.as_ref().map(|section| section.title().to_owned()));
    let tally = memo(move || overview.with(|overview| overview.section(id)).unwrap_or_default());
    view! {
        <li class="section-tally">
            <a href=address(session, Page::Section(id, None))>{title}</a>
            {move || match tally.get() {
                Tally { entries: 0, .. } => {
                    view! { <span class="section-tally-nothing">"nothing yet"</span> }
                }
                tally => {
                    view! {
                        <span class="section-tally-count">{count(tally.entries, "entry", "entries")}</span>
                        <Share percent=tally.fields.percent().unwrap_or(100) />
                        <AgreementCounts tally=tally />
                    }
                }
            }}
        </li>
    }
}

/// How complete something is, as a bar and in words.
#[component]
fn Share(percent: u32) -> Html {
    view! {
        <span class="share">
            <span class="share-bar" aria-hidden="true">
                <span class="share-filled" style:inline-size=format!("{percent}%")></span>
            </span>
            <span class="share-words">
                {tr!("{percent}%")} <span class="visually-hidden">" complete"</span>
            </span>
        </span>
    }
}

/// How many entries are agreed, in discussion, and drafts; what there is none of is left out.
#[component]
fn AgreementCounts(tally: Tally) -> Html {
    let counts = Agreement::ALL.into_iter().filter_map(|agreement| {
        let count = tally.agreement(agreement);
        (count > 0).then(|| {
            view! {
                <span class="agreement-count" data-agreement=agreement.key()>
                    {match agreement {
                        Agreement::Agreed => tr!("{count} agreed"),
                        Agreement::InDiscussion => tr!("{count} in discussion"),
                        Agreement::Draft => tr!("{count} draft"),
                    }}
                </span>
            }
        })
    });
    view! { <span class="agreement-counts">{counts.collect::<Html>()}</span> }
}

/// What is said of the sections that are not listed; empty when all are.
fn hidden_words(overview: &Overview) -> String {
    let hidden = overview.sections.iter().filter(|section| section.hidden);
    let (sections, entries) =
        hidden.fold((0u32, 0u32), |(sections, entries), section| (sections + 1, entries + section.tally.entries));
    let entries = count(entries, "entry", "entries");
    match sections {
        0 => String::new(),
        1 => tr!("One more section is hidden, with {entries}."),
        _ => tr!("{sections} more sections are hidden, with {entries} in them."),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Playbook, PlaybookId};

    #[test]
    fn hidden_sections_are_counted() {
        for (hidden, words) in [
            (0, ""),
            (1, "One more section is hidden, with no entries."),
            (2, "2 more sections are hidden, with no entries in them."),
        ] {
            let mut playbook = Playbook::new(PlaybookId::from_bits(1), "");
            playbook.sections.iter_mut().take(hidden).for_each(|section| section.hidden = true);
            assert_eq!(hidden_words(&playbook.overview()), words);
        }
    }
}
