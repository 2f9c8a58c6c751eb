//! Date lines and bylines, and everything that only looks like one.

use super::*;

fn told(paragraph: &str) -> String {
    let Some(found) = of(paragraph) else { return "-".to_owned() };
    let part = |name: &str, value: Option<String>| value.map(|value| format!("{name} {value}"));
    [part("by", found.agency), part("on", found.day), part("day", found.yearless)]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(", ")
}

#[test]
fn date_lines_say_who_and_when() {
    for (paragraph, expected) in [
        ("MOSCOW, Oct 21 (Agency) - The ministry said", "by Agency, day Oct 21"),
        ("MOSCOW, Oct. 21 (TASS) — The ministry said", "by TASS, day Oct. 21"),
        ("Moscow, Oct 21 (Agency) - The ministry said", "by Agency, day Oct 21"),
        ("PARIS (AFP) — The ministry said", "by AFP"),
        ("PARIS (AFP) -- The ministry said", "by AFP"),
        ("Paris (AFP) – The ministry said", "by AFP"),
        ("PARIS (AFP)—The ministry said", "by AFP"),
        ("VARDEL, Norway, 12 March 2024. The port is open.", "on 2024-03-12"),
        ("VARDEL, Norway, March 12, 2024 - The port is open.", "on 2024-03-12"),
        ("VARDEL, Norway, 2024-03-12 – The port is open.", "on 2024-03-12"),
        ("VARDEL, Tuesday, 12 March 2024 - The port is open.", "on 2024-03-12"),
        ("VARDEL, Norway (Coast Press) - The port is open.", "by Coast Press"),
        ("VARDEL, Norway, March 12 (Coast Press) - The port", "by Coast Press, day March 12"),
        (
            "ST. JOHN'S, Canada, 3 May 2023 (The Canadian Press) — A",
            "by The Canadian Press, on 2023-05-03",
        ),
        ("NEW YORK, Feb 29 (Reuters) - Shares", "by Reuters, day Feb 29"),
        ("New York, Feb 29, 2024 (Reuters) - Shares", "by Reuters, on 2024-02-29"),
        ("FRANKFURT AM MAIN (dpa) - Der Hafen", "by dpa"),
        ("BEIJING, 12 March (Xinhua) -- The port", "by Xinhua, day 12 March"),
        ("ROME (ANSA/AFP) - The port", "by ANSA/AFP"),
        ("SÃO PAULO, 12 Mar 2024 (EFE) – O porto", "by EFE, on 2024-03-12"),
        ("МОСКВА, 12 March 2024 (TASS) - Порт", "by TASS, on 2024-03-12"),
    ] {
        assert_eq!(told(paragraph), expected, "{paragraph}");
    }
}

#[test]
fn what_only_looks_like_a_date_line_is_left_alone() {
    for paragraph in [
        "",
        "-",
        "The port is open - at last.",
        "The Petrel (a crane) - once the pride of Vardel - is back.",
        "NASA (National Aeronautics and Space Administration) - a history",
        "NATO (the alliance) – in its own words",
        "VARDEL, Norway. The port is open.",
        "VARDEL — The port is open.",
        "Vardel Accord, 12 March 2018 – the text of it",
        "Armistice, 11 November 1918 - the guns fell silent.",
        "Battle of Vardel, 12 March 1944 – a turning point",
        "Rask (Labour) – who had voted for it – left.",
        "Ilse Aamot (Vardel) - 3:21.4",
        "Rask (PA) – who had voted for it – left.",
        "Vardel, Norway (Coast Press) - The port",
        "APOLLO 11 - the landing",
        "VARDEL (Updated) - The port",
        "VARDEL, Norway (Updated) - The port",
        "VARDEL (see page 3) - The port",
        "On March 12, 2024 - a Tuesday - the port opened.",
        "March 12, 2024 – The port opened.",
        "2024-03-12 - The port opened.",
        "\"VARDEL, 12 March 2024\" - so the letter began.",
        "VARDEL, 31 February 2024 - The port",
        "VARDEL, 03/04/2024 - The port",
        "VARDEL, 12 boats - The port",
        "I, 12 March 2024 - hereby",
        "VARDEL: Norway, 12 March 2024 - The port",
        "VARDEL, Norway, Europe, Earth, 12 March 2024 - The port",
        "تهران (ایسنا) - بندر باز شد",
        "港口 (AFP) - 关闭",
        "well-known (AP) - it was",
        "A — B",
        "T. S. - x",
    ] {
        assert_eq!(told(paragraph), "-", "{paragraph}");
    }
}

fn head(line: &str) -> String {
    let Some(found) = head_line(line) else { return "-".to_owned() };
    let date = match found.date {
        Some(Stamp::Moment(moment)) => Some(moment),
        Some(Stamp::Day { edtf, .. }) => Some(edtf),
        None => None,
    };
    [found.authors, date.into_iter().collect()].concat().join("; ")
}

#[test]
fn lines_under_a_headline_are_dates_or_names_or_neither() {
    for (line, expected) in [
        ("12 March 2024", "2024-03-12"),
        ("Tuesday, 12 March 2024", "2024-03-12"),
        ("March 12, 2024 09:30 GMT", "2024-03-12T09:30:00Z"),
        ("2024-03-12", "2024-03-12"),
        ("Published: 12 March 2024", "2024-03-12"),
        ("Posted on March 12, 2024", "2024-03-12"),
        ("By Ilse Aamot", "Ilse Aamot"),
        ("BY ILSE AAMOT", "ILSE AAMOT"),
        ("By Ilse Aamot and J. Rask", "Ilse Aamot; J. Rask"),
        ("By Ilse Aamot, J. Rask & Marit van der Berg", "Ilse Aamot; J. Rask; Marit van der Berg"),
        ("By Ilse Aamot | 12 March 2024", "Ilse Aamot; 2024-03-12"),
        ("12 March 2024 · By Ilse Aamot", "Ilse Aamot; 2024-03-12"),
        ("By Monday", "-"),
        ("By Monday Morning", "-"),
        ("By March 12, 2024", "-"),
        ("By Land and Sea", "-"),
        ("By the Sea", "-"),
        ("By The Numbers", "-"),
        ("By Ilse Aamot, Coast Courier", "-"),
        ("By Ilse Aamot.", "-"),
        ("By Ilse Aamot the port was opened", "-"),
        ("Updated: 12 March 2024", "-"),
        ("March 2024", "-"),
        ("2024", "-"),
        ("12 March", "-"),
        ("03/04/2024", "-"),
        ("12 March 2024 was a Tuesday", "-"),
        ("12 March 2024 | 13 March 2024", "-"),
        ("Published", "-"),
        ("", "-"),
    ] {
        assert_eq!(head(line), expected, "{line}");
    }
}
