//! What files are called.

use chrono::NaiveDate;

/// A name for a file with this playbook: its title in a form that every file system takes, and the day.
pub(super) fn file_name(title: &str, day: NaiveDate, extension: &str) -> String {
    /// In bytes. File systems take 255, and people add to names.
    const LONGEST: usize = 120;
    let mut stem = String::new();
    for letter in title.chars().filter(|letter| !is_invisible(*letter)) {
        let letter = if is_welcome(letter) { letter } else { '-' };
        if letter == '-' && (stem.is_empty() || stem.ends_with('-')) {
            continue;
        }
        if stem.len() + letter.len_utf8() > LONGEST {
            break;
        }
        stem.push(letter);
    }
    let stem = match stem.trim_matches(['-', '.']) {
        "" => "playbook",
        stem => stem,
    };
    format!("{stem}-{day}.{extension}")
}

/// Letters, digits and signs of any script. Of ASCII's punctuation, only what no system or shell takes for something
/// else.
fn is_welcome(letter: char) -> bool {
    if letter.is_ascii() {
        letter.is_ascii_alphanumeric() || matches!(letter, '-' | '_' | '.')
    } else {
        !letter.is_whitespace() && !letter.is_control()
    }
}

/// Characters without a shape. Some turn the direction of text, and make a name look like another one.
fn is_invisible(letter: char) -> bool {
    matches!(letter, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(title: &str) -> String {
        let day = NaiveDate::from_ymd_opt(2026, 11, 21).expect("a day");
        file_name(title, day, "json")
    }

    #[test]
    fn a_file_is_named_after_the_playbook_and_the_day() {
        for (title, name) in [
            ("Acme playbook", "Acme-playbook"),
            ("Übersicht – Größe", "Übersicht-–-Größe"),
            ("営業 プレイブック", "営業-プレイブック"),
            ("हिन्दी", "हिन्दी"),
            ("Q1/Q2: \"new\" <draft>?", "Q1-Q2-new-draft"),
            ("../../etc/passwd", "etc-passwd"),
            (".hidden.", "hidden"),
            ("v1.2_final", "v1.2_final"),
            ("C:\\temp\\CON", "C-temp-CON"),
            ("line\nbreak\ttab\u{0}", "line-break-tab"),
            ("evil\u{202e}nosj.exe", "evilnosj.exe"),
            ("", "playbook"),
            ("  ", "playbook"),
            ("?!*", "playbook"),
            ("...", "playbook"),
        ] {
            assert_eq!(named(title), format!("{name}-2026-11-21.json"), "{title:?}");
        }
    }

    #[test]
    fn a_long_title_is_cut_between_two_characters() {
        for title in ["a".repeat(500), "営".repeat(500), "a b".repeat(200)] {
            let name = named(&title);
            assert!(name.len() <= 140, "{name}");
            assert!(name.ends_with("-2026-11-21.json") && !name.contains("--"), "{name}");
        }
    }
}
