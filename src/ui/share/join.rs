//! The door of a room: what somebody sees who opens the link to a shared playbook.

use super::STYLE;
use crate::model::PlaybookId;
use crate::persist::StorageError;
use crate::route::{Page, Route};
use crate::state::{Here, Joined, Joining};
use crate::sync::Server;
use crate::ui::later::fetch_style;
use crate::ui::prelude::*;
use crate::ui::shell::{Missing, NameField};
use crate::ui::widgets::{LineInput, focus_after_render};
use crate::ui::{use_preferences, use_settings, use_shelf};

const NAME: &str = "join-name";
const TOKEN: &str = "join-token";

/// The door of a room.
#[component]
pub(crate) fn JoinScreen(
    /// Its name.
    room: String,
) -> Html {
    document().set_title(tr!("Join a playbook · Guidepost"));
    fetch_style(STYLE);
    let shelf = use_shelf();
    if let Ok(Some(id)) = shelf.in_room(&room)
        && shelf.summary(id).is_ok_and(|summary| summary.deleted.is_none())
    {
        enter(id);
        return Html::Nothing;
    }
    let config = use_settings().config();
    let server = memo(move || config.with(|config| config.as_ref().map(|config| config.server.clone())));
    let shown = move || match server.get() {
        None => view! {
            <h1 id="page-title" tabindex="-1">"Join a playbook"</h1>
            <progress aria-label="Loading"></progress>
        },
        Some(None) => view! {
            <Missing
                title="This site has no server for editing together"
                text="The link leads into a room on a server, and this site does not name one. Ask whoever sent you the link whether it is complete, or ask them for the playbook as a file (Export, then JSON)."
                back=Route::Start.to_string()
                back_label="To all playbooks"
            />
        },
        Some(Some(server)) => view! { <Door server=server room=room.clone() /> },
    };
    view! { <main class="page page-alone join">{shown}</main> }
}

/// Goes to the playbook, in place of the door: "back" does not lead here again.
fn enter(id: PlaybookId) {
    let address = Route::Playbook(id, Page::Overview).to_string();
    // Refused only for malformed addresses.
    let _ = window().location().replace(&address);
}

#[component]
fn Door(server: Server, room: String) -> Html {
    let name = use_preferences().name;
    let joining = Joining::new(server, room, use_shelf());
    let joined = joining.joined();
    let token = RwSignal::new(String::new());
    let problem = RwSignal::new(false);
    on_cleanup(move || joining.turn_away());
    on_change(move || match joined.get() {
        Joined::In(id) => enter(id),
        Joined::Denied(_) => focus_after_render(TOKEN),
        _ => {}
    });
    let ask = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        let nameless = name.with_untracked(|name| name.trim().is_empty());
        problem.set(nameless);
        if nameless {
            focus_after_render(NAME);
        } else {
            joining.ask(&token.get_untracked());
        }
    };
    let denied = memo(move || joined.with(|joined| matches!(joined, Joined::Denied(_))));
    let asks = memo(move || joined.with(|joined| matches!(joined, Joined::NotYet | Joined::Denied(_))));
    view! {
        <form class="join-form" on:submit=ask>
            <h1 id="page-title" tabindex="-1">"Join a playbook"</h1>
            <p>
                "Somebody shared a playbook with you. Everybody in the room writes in it together, and sees what the others write as they write it. A copy is kept in this browser, and stays when the room is gone."
            </p>
            <div>
                <NameField id=NAME hint="Others see it beside what you write." />
                <Show when=move || problem.get()>
                    <p class="form-problem" role="alert">"Say what you are called, so that the others know who you are."</p>
                </Show>
            </div>
            <Show when=move || denied.get()>
                <TokenField token=token id=TOKEN />
            </Show>
            <p class="join-state" role="status">{move || joined.with(words)}</p>
            {move || match joined.get() {
                Joined::Asking | Joined::Empty | Joined::Unreachable => {
                    view! { <progress aria-label="Joining"></progress> }
                }
                _ => Html::Nothing,
            }}
            <div class="dialog-actions">
                <a class="secondary button" href=Route::Start.to_string()>
                    "To all playbooks"
                </a>
                {move || match joined.get() {
                    Joined::Here(id, here) => view! {
                        <button type="button" class="primary" on:click=move |_| joining.go_in_with(id)>
                            {if here == Here::InOtherRoom { "Change rooms" } else { "Join with what is here" }}
                        </button>
                    },
                    _ => Html::Nothing,
                }}
                <Show when=move || asks.get()>
                    <button type="submit" class="primary">
                        "Join"
                    </button>
                </Show>
            </div>
        </form>
    }
}

/// What lets somebody in, where the server wants it.
#[component]
pub(super) fn TokenField(token: RwSignal<String>, id: &'static str) -> Html {
    view! {
        <div>
            <label class="field-label" for=id>
                "Access token"
            </label>
            <LineInput
                id=id
                class="line boxed"
                kind="text"
                suggestions=None
                label=None
                value=token
                hint="As you got it from whoever runs the server"
                on_input=move |text: String| token.set(text.trim().to_owned())
                on_leave=None
            />
            <p class="hint">"It is kept in this browser, with the playbook, until you leave the room."</p>
        </div>
    }
}

/// What there is to say about how far somebody has come.
fn words(joined: &Joined) -> String {
    let said = match joined {
        Joined::NotYet | Joined::In(_) => return String::new(),
        Joined::Asking => tr!("Connecting…"),
        Joined::Unreachable => {
            tr!("The server can't be reached. It is tried again by itself; check the connection meanwhile.")
        }
        Joined::Empty => tr!(
            "Nothing is in this room. It may take a moment; otherwise somebody who has the playbook has to open it, \
             and then it comes by itself. Check that the link is complete."
        ),
        Joined::Denied(reason) if reason.is_empty() => {
            tr!("The server does not let you in. Enter an access token that is valid; whoever runs the server has it.")
        }
        Joined::Denied(reason) => {
            return tr!(
                "The server does not let you in (it says “{reason}”). Enter an access token that is valid; whoever \
                 runs the server has it."
            );
        }
        Joined::NoPlaybook => {
            tr!("What is in this room is no playbook. Nothing of it was kept. Check that the link is complete.")
        }
        Joined::Newer => {
            tr!("The playbook in this room was written by a newer Guidepost. Reload the page to get it.")
        }
        Joined::Here(_, Here::Alone) => tr!(
            "This playbook is in this browser already. Joining puts both versions together: what you wrote here comes \
             into the room, and nothing of either is lost."
        ),
        Joined::Here(_, Here::InBin) => {
            tr!("This playbook is in this browser already, in the bin. Joining takes it out and puts both versions \
             together; nothing of either is lost.")
        }
        Joined::Here(_, Here::InOtherRoom) => tr!(
            "This playbook is in this browser already, and shared in another room. Changing rooms puts both versions \
             together; nothing of either is lost. Whoever stays in the other room no longer sees what you write."
        ),
        Joined::NotKept(StorageError::Full) => tr!(
            "There is no room for the playbook in this browser. Delete playbooks for good that you no longer need, \
             then open the link again."
        ),
        Joined::NotKept(error) => return tr!("The playbook could not be kept in this browser: {error}."),
    };
    said.to_owned()
}
