//! A playbook as one Markdown document.
