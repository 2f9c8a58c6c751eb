//! Results of sport, as the wires print them.

use crate::corpus::Row;
use crate::invent::{person, pick};
use crate::lists::Lists;
use crate::vary::Dice;

/// Lines as the wires print results: a town's name is its team, a country in brackets is one.
/// The training text has none of them.
pub fn results(lists: &Lists) -> Vec<Row> {
    const LINES: [&str; 30] = [
        "$T 2 $T 1",
        "$T 0 $T 0",
        "$t 3 $t 1",
        "$t 14 9 3 2 31 12 30",
        "$t 1 ( $P 34 ) $t 2 ( $P 12 , $P 71 )",
        "SOCCER - $TU BEAT $TU 3-1 IN FIRST LEG .",
        "BASKETBALL - $TU HOLD OFF $TU .",
        "ICE HOCKEY - $TU SIGN $PU .",
        "SOCCER - $CU DRAW 1-1 WITH $CU IN FRIENDLY .",
        "TENNIS - $PU INTO FINAL IN $LU .",
        "CYCLING - $PU WINS STAGE IN $CU .",
        "1. $P ( $C ) 2:04.31",
        "2 - $P ( $C ) beat $P ( $C ) 6-4 6-2",
        "$P ( $C ) beat 3 - $P ( $C ) 7-6 ( 7-4 ) 6-3",
        "1. $P , $C , 38.45 points",
        "$P $C 69 71 70",
        "71 $P , $P , $P ( $C ) , $P",
        "$t at $t",
        "$T AT $T",
        "$t , who lost at $t last week , are third .",
        "$t beat $t 2-0 on Saturday with goals from $P and $P .",
        "$t manager $P said his team had played well against $t .",
        "$t have signed $P from $t for an undisclosed fee .",
        "Striker $P scored twice as $t beat $t 4-1 .",
        "Leading scorers : 9 - $P ( $t ) , 8 - $P ( $t )",
        "$L $D",
        "$C 1 ( $P 65 ) $C 0 . Halftime 0-0 . Attendance : 12,400",
        "$C - $P , $P , $P , $P .",
        "Results of first division matches played in $L on Sunday :",
        "c $P b $P 23",
    ];
    let mut dice = Dice::new(77);
    let mut made = Vec::new();
    for _ in 0..60 {
        for line in LINES {
            made.push(filled(line, lists, &mut dice));
        }
    }
    made
}

fn filled(line: &str, lists: &Lists, dice: &mut Dice) -> Row {
    let mut row = Row {
        corpus: "results".into(),
        text: String::new(),
        names: Vec::new(),
        weight: 0.3,
        open: true,
        fold: 0,
    };
    for word in line.split(' ') {
        if !row.text.is_empty()
            && !matches!(word, "," | "." | ")" | ":")
            && !row.text.ends_with('(')
        {
            row.text.push(' ');
        }
        let mut front = |list: &[String]| {
            // The front of a list is better known.
            let most = if dice.chance(50) { 300 } else { list.len() };
            list[dice.roll(most.min(list.len()))].clone()
        };
        let (name, sort) = match word.get(..2) {
            Some("$T" | "$t") => (front(&lists.cities), 1),
            Some("$L") => (front(&lists.cities), 2),
            Some("$C") => (front(&lists.countries), 2),
            Some("$P") => {
                let surname = front(&lists.surnames);
                match dice.roll(3) {
                    0 => (surname, 0),
                    1 => (
                        format!(
                            "{}. {surname}",
                            pick(&lists.given, dice).chars().next().unwrap_or('J')
                        ),
                        0,
                    ),
                    _ => (person(lists, dice), 0),
                }
            }
            Some("$D") => ("1998-04-12".to_owned(), 9),
            _ => (word.to_owned(), 9),
        };
        let shout = word.ends_with('U') && word.starts_with('$') || word == "$T" && dice.chance(50);
        let from = row.text.len();
        row.text.push_str(&if shout { name.to_uppercase() } else { name });
        if sort < 9 {
            row.names.push((from, row.text.len(), sort));
        }
    }
    row
}
