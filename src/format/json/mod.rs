//! The JSON format of a playbook.
