//! The report on an input: what opening it tells, and what is odd about what was opened.
//!
//! Every fault is in it once, in file order. It must not change anything.

use crate::bundle::{Fault, Reading, check};
use crate::import::{decoded, open};
use std::collections::BTreeSet;

/// Opens an input as `open` does and checks what was opened: the faults are those of both.
///
/// # Errors
/// As `open`.
pub fn checked(name: &str, bytes: &[u8]) -> Result<Reading, Fault> {
    let mut reading = open(name, bytes)?;
    let odd = check::faults(&decoded(bytes)?, &reading.bundle);
    reading.faults.extend(odd);
    // By place; what has none comes first. Faults of one place keep their order.
    reading.faults.sort_by_key(|fault| fault.place);
    let mut told = BTreeSet::new();
    reading.faults.retain(|fault| {
        told.insert((
            fault.severity,
            fault.file.clone(),
            fault.pointer.clone(),
            fault.place,
            fault.what.clone(),
        ))
    });
    Ok(reading)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_fault_is_told_once_in_file_order() {
        let text = r#"{"version":"https://jsonfeed.org/version/1.1","title":"T",
            "language":"en_GB","items":[
            {"id":"a","content_text":" ","_dateline":{"marks":[{"id":"m","start":0,"end":9,"quote":"x"}]}},
            {"id":"b","content_text":"One.","date_published":"soon","_dateline":{
                "events":[{"id":"e","label":"It is","evidence":["x","x"]}]}}]}"#;
        let reading = checked("t.json", text.as_bytes()).unwrap();
        let told: Vec<_> = reading.faults.iter().map(|fault| fault.what.as_str()).collect();
        assert_eq!(
            told,
            [
                "“en_GB” is not a language tag.",
                "The article “a” has no text.",
                "“x” does not stand in this text.",
                "“soon” is not a date this program can read.",
                "The event “It is” of the article “b” has neither a date nor evidence.",
                "This article has no mark “x”.",
            ]
        );
    }
}
