//! In which language the app speaks.

use crate::ui::prelude::*;
use crate::ui::use_preferences;
use std::time::Duration;

/// What there are texts in, by their own names.
const LANGUAGES: [(&str, &str); 2] = [("en", "English"), ("de", "Deutsch")];

/// Chooses it; the page is loaded anew, as whatever was said already stays said.
#[component]
pub(super) fn LanguageChoice() -> Html {
    let chosen = use_preferences().language;
    let choose = move |language: String| {
        chosen.set(language);
        // Preferences are written after whatever is going on now.
        set_timeout(|| drop(window().location().reload()), Duration::ZERO);
    };
    let option = move |value: &'static str, name: Html| {
        view! {
            <option value=value selected=move || chosen.get() == value>
                {name}
            </option>
        }
    };
    view! {
        <footer class="start-language">
            <label for="language">"Language"</label>
            <select id="language" on:change:target=move |event| choose(event.target().value())>
                {option("", "The browser’s".into_html())}
                {LANGUAGES.map(|(tag, name)| option(tag, name.to_owned().into_html())).into_iter().collect::<Html>()}
            </select>
        </footer>
    }
}
