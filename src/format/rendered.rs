//! A long text (Markdown) as safe HTML.
