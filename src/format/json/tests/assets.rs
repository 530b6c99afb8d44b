//! The playbooks that come with Guidepost.

use super::*;
use crate::format::json::write;

#[test]
fn the_playbooks_that_come_along_have_no_problems() {
    let standard = write(&crate::model::standard::playbook());
    let german = crate::model::standard::read(include_str!("../../../../assets/standard-playbook-de.json"));
    let german = write(&german.expect("a standard playbook"));
    for (name, text) in [
        ("standard-playbook", standard.as_str()),
        ("standard-playbook-de", german.as_str()),
        ("example-playbook", include_str!("../../../../assets/example-playbook.json")),
    ] {
        let imported = read(text).expect(name);
        assert_eq!(told(&imported), [], "{name}");
        assert_eq!(imported.playbook.violations(), [], "{name}");
        let again = read(&write(&imported.playbook)).expect(name);
        assert_eq!(told(&again), [], "{name}");
        assert_eq!(write(&again.playbook), write(&imported.playbook), "{name}");
    }
}
