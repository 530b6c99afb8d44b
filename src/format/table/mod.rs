//! Tables that others wrote, read as entries of a playbook: what is pasted from Google Sheets or Excel, and files of rows.
//!
//! A reader makes a [`Sheet`] of what it is given. [`guess`] says what its columns seem to mean, somebody looks at that, and
//! [`read`] lays the rows over the playbook. What a table does not speak of stays as it is.

mod cells;
mod dates;
mod delimited;
mod english;
mod german;
mod guess;
mod headings;
mod html;
mod mapping;
mod plain;
mod read;
mod records;
mod sheet;
mod yaml;

pub use delimited::from_delimited;
pub use guess::guess;
pub use html::from_html;
pub use mapping::{Mapping, Meaning};
pub use read::{Outcome, RowReport, TableReading, read};
pub use records::from_json;
pub use sheet::{Sheet, SheetCell, SheetFlaw};
pub use yaml::{NoSheet, from_yaml, read_yaml};
