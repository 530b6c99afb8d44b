//! What to do first in a playbook with nothing in it.

use crate::model::{Section, SectionId, StandardSection};
use crate::route::Page;
use crate::ui::prelude::*;
use crate::ui::{address, use_session};

/// A step: where it is done, what it is called, and how to go about it.
const STEPS: [(StandardSection, &str, &str); 3] = [
    (
        StandardSection::LifecycleManagement,
        "Agree on the stages",
        "Write down each stage that a record passes through, what lets it in and what moves it on. Five stages that \
         marketing and sales both say yes to are worth more than ten that only one of them uses.",
    ),
    (
        StandardSection::Definitions,
        "Define the two words",
        "There are two that your meetings stumble over, such as MQL and iMQL. Give each one meaning and an example, and \
         say that they are not to be confused.",
    ),
    (
        StandardSection::DemandGenerationTools,
        "List your tools and who owns them",
        "Start with what people ask about most. The job it does and whom to ask are enough for the first day.",
    ),
];

/// Three steps, each with the way to the section where it is done.
#[component]
pub(super) fn FirstSteps() -> Html {
    let session = use_session();
    let step = |(section, name, how): (StandardSection, &'static str, &'static str)| {
        let id = SectionId::Standard(section);
        let section = session.section(id);
        let inside = |section: &Section| tr!("in {place}", place = section.title());
        let place = move || section.with(|section| section.as_ref().map(inside));
        view! {
            <li>
                <a href=address(session, Page::Section(id, None))>{name}</a>
                <p>{how}</p>
                <small>{place}</small>
            </li>
        }
    };
    view! {
        <section class="first-steps" aria-labelledby="first-steps">
            <h2 id="first-steps">"Three steps to begin with"</h2>
            <ol>{STEPS.map(step).into_iter().collect::<Html>()}</ol>
        </section>
    }
}
