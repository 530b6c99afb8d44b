//! The frame around every page of a playbook: header, navigation, the page itself, notices.

mod header;
mod missing;
mod navigation;
mod notices;
mod undo;

pub(crate) use header::NameField;
pub(crate) use missing::Missing;
pub(crate) use notices::{NoticeList, are_notices_held};

use crate::model::playbook::display_title;
use crate::route::Page;
use crate::ui::prelude::*;
use crate::ui::share::FollowBar;
use crate::ui::transfer::SuggestionBar;
use crate::ui::{CurrentPage, use_session};
use header::Header;
use navigation::Navigation;

/// The frame of a playbook.
#[component]
pub(super) fn Shell(children: Box<dyn Fn() -> Html>) -> Html {
    let session = use_session();
    let CurrentPage(page) = expect_context();
    undo::listen(expect_context());
    on_change(move || {
        let name = page_name(session, page.get());
        let title = session.title().with(|title| display_title(title).to_owned());
        document().set_title(&format!("{name} · {title} · Guidepost"));
    });
    focus_heading_on_change(page);
    view! {
        <div class="shell">
            <a class="skip" href="#main" on:click=skip>"Skip to the page"</a>
            <Header />
            <div class="bars">
                <SuggestionBar />
                <FollowBar />
            </div>
            <Navigation />
            <main class="page" id="main" tabindex="-1">
                <div class="page-body">{children()}</div>
            </main>
        </div>
    }
}

/// The address must stay as it is: the part after `#` is the route.
fn skip(event: web_sys::MouseEvent) {
    event.prevent_default();
    crate::ui::widgets::focus("main");
}

/// What a page is called.
pub(super) fn page_name(session: crate::state::Session, page: Page) -> String {
    match page {
        Page::Overview => tr!("Overview").to_owned(),
        Page::Directory(_) => tr!("People and teams").to_owned(),
        Page::Checks => tr!("Checks").to_owned(),
        Page::Owners => tr!("Ownership").to_owned(),
        Page::Section(id, _) => session.sections().with(|sections| {
            let section = sections.iter().find(|section| section.id == id);
            section.map_or(tr!("Not found"), |section| section.title()).to_owned()
        }),
    }
}

/// A new screen takes the place of the old one, and the focus goes with the old one: reading goes on at the top of
/// the new one. Unless that has put the focus somewhere itself.
pub(crate) fn focus_heading_of_next_screen<T: PartialEq + Send + Sync + 'static>(screen: Signal<T>) {
    let mut first = true;
    on_change(move || {
        screen.track();
        if !std::mem::take(&mut first) {
            crate::ui::widgets::after_render(|| {
                if document().active_element().is_none_or(|element| element.tag_name() == "BODY") {
                    crate::ui::widgets::focus("page-title");
                }
            });
        }
    });
}

/// Somebody who follows a link goes on reading at the top of the new page, also with a screen reader.
fn focus_heading_on_change(page: Signal<Page>) {
    let mut last = None::<Page>;
    on_change(move || {
        let now = page.get();
        let before = last.replace(now);
        if before.is_some_and(|before| before.without_entry() != now.without_entry()) && now.entry().is_none() {
            crate::ui::widgets::after_render(|| {
                if let Some(main) = document().get_element_by_id("main") {
                    main.set_scroll_top(0);
                }
                crate::ui::widgets::focus("page-title");
            });
        }
    });
}
