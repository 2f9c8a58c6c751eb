//! How TIMEX3 writes lengths, sets, and units of which the number is not known.

use crate::annotate::dates::expression::Count;
use crate::annotate::dates::value::Unit;

/// A length: `P2D`, `PT1M30S`, `PXW`.
pub(super) fn length(unit: Unit, count: Count) -> String {
    if count.vague {
        let (prefix, letters) = letters(unit);
        return format!("{prefix}X{letters}");
    }
    if !count.half {
        return units(unit, count.whole);
    }
    let n = count.whole;
    match unit {
        Unit::Second => units(unit, n),
        Unit::Minute if n == 0 => "PT30S".to_owned(),
        Unit::Minute => format!("PT{n}M30S"),
        Unit::Hour if n == 0 => "PT30M".to_owned(),
        Unit::Hour => format!("PT{n}H30M"),
        Unit::Day if n == 0 => "PT12H".to_owned(),
        Unit::Day => format!("P{n}DT12H"),
        Unit::Year if n == 0 => "P6M".to_owned(),
        Unit::Year => format!("P{n}Y6M"),
        Unit::Decade => units(Unit::Year, n * 10 + 5),
        Unit::Century => units(Unit::Year, n * 100 + 50),
        Unit::Week | Unit::Fortnight | Unit::Month | Unit::Quarter => {
            let (prefix, letters) = letters(unit);
            format!("{prefix}{n}.5{letters}")
        }
    }
}

/// So many units.
pub(super) fn units(unit: Unit, count: u32) -> String {
    if unit == Unit::Fortnight {
        return format!("P{}W", u64::from(count) * 2);
    }
    let (prefix, letters) = letters(unit);
    format!("{prefix}{count}{letters}")
}

/// A length in two units, the larger first.
pub(super) fn both(unit: Unit, count: u32, smaller: Unit, rest: u32) -> String {
    let ((prefix, large), (other, small)) = (letters(unit), letters(smaller));
    let between = if prefix == other { "" } else { "T" };
    format!("{prefix}{count}{large}{between}{rest}{small}")
}

/// What comes again after so many units.
pub(super) fn every(unit: Unit, count: u32) -> String {
    units(unit, count)
}

fn letters(unit: Unit) -> (&'static str, &'static str) {
    match unit {
        Unit::Second => ("PT", "S"),
        Unit::Minute => ("PT", "M"),
        Unit::Hour => ("PT", "H"),
        Unit::Day => ("P", "D"),
        Unit::Week | Unit::Fortnight => ("P", "W"),
        Unit::Month => ("P", "M"),
        Unit::Quarter => ("P", "Q"),
        Unit::Year => ("P", "Y"),
        Unit::Decade => ("P", "DE"),
        Unit::Century => ("P", "CE"),
    }
}

/// A unit of the calendar that is not known.
pub(super) fn open(unit: Unit) -> &'static str {
    match unit {
        Unit::Week | Unit::Fortnight => "XXXX-WXX",
        Unit::Month => "XXXX-XX",
        Unit::Quarter => "XXXX-QX",
        Unit::Year => "XXXX",
        Unit::Decade => "XXX",
        Unit::Century => "XX",
        _ => "XXXX-XX-XX",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths() {
        let length = |unit, whole, half, vague| length(unit, Count { whole, half, vague });
        assert_eq!(length(Unit::Day, 2, false, false), "P2D");
        assert_eq!(length(Unit::Minute, 1, true, false), "PT1M30S");
        assert_eq!(length(Unit::Week, 0, false, true), "PXW");
        assert_eq!(length(Unit::Hour, 0, false, true), "PTXH");
        assert_eq!(length(Unit::Century, 0, true, false), "P50Y");
        assert_eq!(length(Unit::Fortnight, 1, false, false), "P2W");
        assert_eq!(length(Unit::Decade, 1, false, false), "P1DE");
    }
}
