//! English words by what they do in a clause: a small closed list of each, and endings. The
//! lists are in order, so that a word is found by halves.
//!
//! It must not know a sentence: whether a word is a verb where it stands is for `clauses`.

/// Forms that carry tense and help another verb, or stand alone.
#[rustfmt::skip]
const AUXILIARIES: &[&str] = &[
    "am", "are", "can", "cannot", "could", "did", "didn't", "do", "does", "don't", "had", "has",
    "hasn't", "have", "is", "isn't", "may", "might", "must", "shall", "should", "was", "wasn't",
    "were", "weren't", "will", "won't", "would",
];

/// Past forms that do not end in -ed, and what is written like one. Some are participles
/// too; those that are nothing else (“taken”) are not here.
#[rustfmt::skip]
const PAST: &[&str] = &[
    "arose", "ate", "awoke", "beat", "became", "began", "bent", "bet", "bore", "bought",
    "bound", "broadcast", "broke", "brought", "built", "burnt", "burst", "came", "cast",
    "caught", "chose", "clung", "cost", "crept", "cut", "dealt", "drank", "drew", "drove",
    "dug", "fed", "fell", "felt", "fled", "flew", "flung", "forbade", "forgot", "fought",
    "found", "froze", "gave", "got", "grew", "ground", "heard", "held", "hid", "hit", "hung",
    "hurt", "kept", "knew", "laid", "lay", "leapt", "led", "left", "lent", "let", "lit", "lost",
    "made", "meant", "met", "mistook", "outlaid", "overcame", "oversaw", "overthrew",
    "overtook", "paid", "put", "quit", "ran", "rang", "read", "rebuilt", "reset", "resold",
    "rode", "rose", "said", "sang", "sank", "sat", "saw", "sent", "set", "shook", "shot",
    "shrank", "shut", "slept", "slid", "sold", "sought", "spent", "split", "spoke", "sprang",
    "spread", "stole", "stood", "strove", "struck", "stuck", "sued", "swam", "swept", "swore",
    "taught", "thought", "threw", "told", "took", "tore", "undertook", "underwent", "upheld",
    "went", "withdrew", "withheld", "won", "wore", "wrote",
];

/// Present forms that news is told in, third person.
#[rustfmt::skip]
const PRESENT: &[&str] = &[
    "adds", "aims", "allows", "announces", "appears", "approves", "arrives", "asks", "begins",
    "believes", "brings", "calls", "claims", "closes", "comes", "continues", "covers", "dates",
    "denies", "ends", "enters", "expects", "expires", "faces", "falls", "finds", "follows",
    "gets", "gives", "goes", "grows", "happens", "holds", "hopes", "includes", "intends",
    "joins", "keeps", "kills", "knows", "launches", "leads", "leaves", "lies", "lives", "loses",
    "makes", "marks", "meets", "moves", "needs", "occurs", "opens", "opposes", "owns", "plans",
    "produces", "provides", "reaches", "receives", "remains", "requires", "returns", "runs",
    "says", "seeks", "sees", "serves", "shows", "signs", "stands", "starts", "takes", "tells",
    "wants", "warns", "wins", "works",
];

/// Words in -ed that are no verbs.
#[rustfmt::skip]
const NOT_PAST: &[&str] = &[
    "aged", "based", "beloved", "bleed", "breed", "compared", "deed", "embed", "exceed", "feed",
    "greed", "hundred", "indeed", "naked", "need", "proceed", "related", "sacred", "seed",
    "shed", "sled", "so-called", "speed", "succeed", "unchanged", "wicked",
];

/// Participles that are no past forms, as “founded” is both.
#[rustfmt::skip]
const PARTICIPLES: &[&str] = &[
    "become", "been", "begun", "blown", "born", "borne", "broken", "chosen", "come", "done",
    "drawn", "driven", "eaten", "fallen", "flown", "forbidden", "forgotten", "frozen", "given",
    "gone", "grown", "hidden", "known", "overthrown", "proven", "ridden", "risen", "run",
    "seen", "shaken", "shown", "spoken", "stolen", "sunk", "sworn", "taken", "thrown", "torn",
    "undergone", "undertaken", "withdrawn", "woken", "worn", "written",
];

/// Verbs that pass on what somebody said.
#[rustfmt::skip]
const SPEECH: &[&str] = &[
    "acknowledged", "added", "adds", "admitted", "announced", "announces", "argued", "asserted",
    "believed", "claimed", "claims", "conceded", "confirmed", "declared", "denied",
    "emphasised", "emphasized", "estimated", "explained", "insisted", "maintained", "noted",
    "notes", "recalled", "reported", "reports", "said", "say", "says", "stated", "states",
    "stressed", "suggested", "tells", "told", "underlined", "warned", "warns", "writes",
    "wrote",
];

/// Those of them that need no “that” before what was said.
#[rustfmt::skip]
const SPEECH_ALONE: &[&str] = &[
    "added", "adds", "insisted", "said", "say", "says",
];

/// What opens a clause that is part of another.
#[rustfmt::skip]
const SUBORDINATORS: &[&str] = &[
    "after", "although", "as", "because", "before", "if", "once", "since", "that", "though",
    "unless", "until", "when", "whenever", "where", "whereas", "whether", "which", "while",
    "who", "whose",
];

/// What stands before a noun.
#[rustfmt::skip]
const PREPOSITIONS: &[&str] = &[
    "about", "above", "across", "after", "against", "along", "amid", "among", "around", "at",
    "before", "behind", "below", "beside", "between", "beyond", "by", "despite", "down",
    "during", "following", "for", "from", "in", "inside", "into", "near", "of", "off", "on",
    "onto", "over", "per", "since", "through", "throughout", "till", "to", "towards", "under",
    "until", "upon", "with", "within",
];

#[rustfmt::skip]
const DETERMINERS: &[&str] = &[
    "a", "an", "any", "both", "each", "every", "her", "his", "its", "my", "newly", "no", "our",
    "so", "some", "that", "the", "their", "these", "this", "those", "your",
];

/// Prepositions that go with the date behind them.
#[rustfmt::skip]
const BEFORE_DATES: &[&str] = &[
    "about", "around", "as", "at", "between", "by", "during", "early", "for", "from", "in",
    "late", "of", "on", "since", "through", "throughout", "till", "to", "until",
];

/// What joins a sentence to the one before.
#[rustfmt::skip]
const CONNECTIVES: &[&str] = &[
    "additionally", "afterwards", "also", "and", "besides", "but", "consequently", "earlier",
    "eventually", "finally", "furthermore", "however", "indeed", "instead", "later",
    "meanwhile", "moreover", "nevertheless", "nonetheless", "or", "previously", "separately",
    "similarly", "so", "still", "subsequently", "then", "therefore", "thus", "yet",
];

#[rustfmt::skip]
const PRONOUNS: &[&str] = &[
    "he", "i", "it", "she", "there", "they", "this", "we",
];

/// What begins a comparison or an example, never a clause.
#[rustfmt::skip]
const COMPARISONS: &[&str] = &[
    "against", "based", "citing", "compared", "down", "due", "especially", "even", "excluding",
    "including", "less", "more", "rather", "such", "than", "up", "versus", "vs",
];

/// True for a form that carries tense, whatever its place.
pub(super) fn is_finite(word: &str) -> bool {
    is_auxiliary(word) || is_past(word) || listed(PRESENT, word)
}

pub(super) fn is_auxiliary(word: &str) -> bool {
    listed(AUXILIARIES, word)
}

/// True for a past form, which may be a participle as well.
pub(super) fn is_past(word: &str) -> bool {
    let regular = word.len() > 3 && word.ends_with("ed") && !listed(NOT_PAST, word);
    regular || listed(PAST, word)
}

/// True for what may stand after “was”, or alone in “founded in 1990”.
pub(super) fn is_participle(word: &str) -> bool {
    is_past(word) || listed(PARTICIPLES, word)
}

pub(super) fn is_speech(word: &str) -> bool {
    listed(SPEECH, word)
}

pub(super) fn needs_no_that(word: &str) -> bool {
    listed(SPEECH_ALONE, word)
}

pub(super) fn is_subordinator(word: &str) -> bool {
    listed(SUBORDINATORS, word)
}

pub(super) fn is_preposition(word: &str) -> bool {
    listed(PREPOSITIONS, word)
}

pub(super) fn is_determiner(word: &str) -> bool {
    listed(DETERMINERS, word)
}

pub(super) fn goes_before_dates(word: &str) -> bool {
    listed(BEFORE_DATES, word)
}

pub(super) fn is_connective(word: &str) -> bool {
    listed(CONNECTIVES, word)
}

pub(super) fn compares(word: &str) -> bool {
    listed(COMPARISONS, word)
}

/// True for nouns that only count what follows: “a total of 40 boats were”.
pub(super) fn counts(word: &str) -> bool {
    word.bytes().all(|b| b.is_ascii_digit())
        || matches!(
            word,
            "total"
                | "number"
                | "series"
                | "group"
                | "one"
                | "some"
                | "most"
                | "half"
                | "all"
                | "part"
                | "many"
                | "several"
                | "hundreds"
                | "thousands"
                | "dozens"
                | "pct"
                | "percent"
        )
}

/// True for “it” and the like, whom only the sentence around knows.
pub(super) fn is_personal(word: &str) -> bool {
    matches!(word, "it" | "he" | "she" | "they")
}

/// True for “biggest”, “first”: what stands out since a date.
pub(super) fn is_superlative(word: &str) -> bool {
    word.len() > 4 && word.ends_with("est")
        || matches!(
            word,
            "first" | "last" | "only" | "best" | "worst" | "most" | "least" | "record"
        )
}

pub(super) fn is_pronoun(word: &str) -> bool {
    listed(PRONOUNS, word)
}

/// True for a word that nothing may end with.
pub(super) fn asks_for_more(word: &str) -> bool {
    is_preposition(word)
        || is_determiner(word)
        || is_subordinator(word)
        || is_auxiliary(word)
        || matches!(word, "and" | "or" | "but" | "not" | "nor" | "than" | "more" | "also")
}

fn listed(list: &[&str], word: &str) -> bool {
    list.binary_search(&word).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_in_order() {
        for list in [
            AUXILIARIES,
            PAST,
            PRESENT,
            NOT_PAST,
            PARTICIPLES,
            SPEECH,
            SPEECH_ALONE,
            SUBORDINATORS,
            PREPOSITIONS,
            DETERMINERS,
            BEFORE_DATES,
            CONNECTIVES,
            PRONOUNS,
            COMPARISONS,
        ] {
            assert!(list.is_sorted(), "{list:?}");
        }
    }

    #[test]
    fn endings_tell_a_past_form() {
        for (word, past) in [("opened", true), ("need", false), ("sank", true), ("red", false)] {
            assert_eq!(is_past(word), past, "{word}");
        }
    }
}
