//! English words by what they do in a clause: a small closed list of each, and endings.
//!
//! It must not know a sentence: whether a word is a verb where it stands is for `clauses`.

/// Forms that carry tense and help another verb, or stand alone.
const AUXILIARIES: &[&str] = &[
    "is", "are", "was", "were", "am", "has", "have", "had", "do", "does", "did", "will", "would",
    "shall", "should", "may", "might", "can", "could", "must", "cannot", "won't", "isn't",
    "wasn't", "didn't", "don't", "hasn't", "weren't",
];

/// Past forms that do not end in -ed, and what is written like one. Some are participles
/// too; those that are nothing else (“taken”) are not here.
const PAST: &[&str] = &[
    "arose",
    "ate",
    "awoke",
    "beat",
    "became",
    "began",
    "bent",
    "bet",
    "bore",
    "bought",
    "bound",
    "broke",
    "brought",
    "broadcast",
    "built",
    "burnt",
    "burst",
    "came",
    "cast",
    "caught",
    "chose",
    "clung",
    "cost",
    "crept",
    "cut",
    "dealt",
    "drank",
    "drew",
    "drove",
    "dug",
    "fed",
    "fell",
    "felt",
    "fled",
    "flew",
    "flung",
    "forbade",
    "forgot",
    "fought",
    "found",
    "froze",
    "gave",
    "got",
    "grew",
    "ground",
    "heard",
    "held",
    "hid",
    "hit",
    "hung",
    "hurt",
    "kept",
    "knew",
    "laid",
    "lay",
    "leapt",
    "led",
    "left",
    "lent",
    "let",
    "lit",
    "lost",
    "made",
    "meant",
    "met",
    "mistook",
    "outlaid",
    "overcame",
    "oversaw",
    "overthrew",
    "overtook",
    "paid",
    "put",
    "quit",
    "ran",
    "rang",
    "read",
    "rebuilt",
    "reset",
    "resold",
    "rode",
    "rose",
    "said",
    "sang",
    "sank",
    "sat",
    "saw",
    "sent",
    "set",
    "shook",
    "shot",
    "shrank",
    "shut",
    "slept",
    "slid",
    "sold",
    "sought",
    "spent",
    "split",
    "spoke",
    "sprang",
    "spread",
    "stole",
    "stood",
    "strove",
    "struck",
    "stuck",
    "sued",
    "swam",
    "swept",
    "swore",
    "taught",
    "thought",
    "threw",
    "told",
    "took",
    "tore",
    "undertook",
    "underwent",
    "upheld",
    "went",
    "withdrew",
    "withheld",
    "won",
    "wore",
    "wrote",
];

/// Present forms that news is told in, third person.
const PRESENT: &[&str] = &[
    "adds",
    "aims",
    "allows",
    "announces",
    "appears",
    "approves",
    "arrives",
    "asks",
    "begins",
    "believes",
    "brings",
    "calls",
    "claims",
    "closes",
    "comes",
    "continues",
    "covers",
    "dates",
    "denies",
    "ends",
    "enters",
    "expects",
    "expires",
    "faces",
    "falls",
    "finds",
    "follows",
    "gets",
    "gives",
    "goes",
    "grows",
    "happens",
    "holds",
    "hopes",
    "includes",
    "intends",
    "joins",
    "keeps",
    "kills",
    "knows",
    "launches",
    "leads",
    "leaves",
    "lies",
    "lives",
    "loses",
    "makes",
    "marks",
    "meets",
    "moves",
    "needs",
    "occurs",
    "opens",
    "opposes",
    "owns",
    "plans",
    "produces",
    "provides",
    "reaches",
    "receives",
    "remains",
    "requires",
    "returns",
    "runs",
    "says",
    "seeks",
    "sees",
    "serves",
    "shows",
    "signs",
    "stands",
    "starts",
    "takes",
    "tells",
    "wants",
    "warns",
    "wins",
    "works",
];

/// Words in -ed that are no verbs.
const NOT_PAST: &[&str] = &[
    "need",
    "indeed",
    "speed",
    "hundred",
    "feed",
    "seed",
    "breed",
    "greed",
    "bleed",
    "exceed",
    "proceed",
    "succeed",
    "embed",
    "shed",
    "sled",
    "sacred",
    "naked",
    "wicked",
    "aged",
    "beloved",
    "so-called",
    "deed",
];

/// Participles that are no past forms, as “founded” is both.
const PARTICIPLES: &[&str] = &[
    "become",
    "begun",
    "been",
    "blown",
    "born",
    "borne",
    "broken",
    "chosen",
    "come",
    "done",
    "drawn",
    "driven",
    "eaten",
    "fallen",
    "flown",
    "forbidden",
    "forgotten",
    "frozen",
    "given",
    "gone",
    "grown",
    "hidden",
    "known",
    "overthrown",
    "proven",
    "ridden",
    "risen",
    "run",
    "seen",
    "shaken",
    "shown",
    "spoken",
    "stolen",
    "sunk",
    "sworn",
    "taken",
    "thrown",
    "torn",
    "undergone",
    "undertaken",
    "withdrawn",
    "woken",
    "worn",
    "written",
];

/// Verbs that pass on what somebody said.
const SPEECH: &[&str] = &[
    "said",
    "says",
    "say",
    "added",
    "adds",
    "told",
    "tells",
    "noted",
    "notes",
    "stressed",
    "reported",
    "reports",
    "stated",
    "states",
    "claimed",
    "claims",
    "announced",
    "announces",
    "warned",
    "warns",
    "explained",
    "insisted",
    "argued",
    "acknowledged",
    "confirmed",
    "denied",
    "declared",
    "emphasised",
    "emphasized",
    "underlined",
    "recalled",
    "wrote",
    "writes",
    "suggested",
    "admitted",
    "believed",
    "estimated",
    "conceded",
    "maintained",
    "asserted",
];

/// Those of them that need no “that” before what was said.
const SPEECH_ALONE: &[&str] = &["said", "says", "say", "added", "adds", "insisted"];

/// What opens a clause that is part of another.
const SUBORDINATORS: &[&str] = &[
    "after", "although", "as", "because", "before", "if", "once", "since", "that", "though",
    "unless", "until", "when", "whenever", "where", "whereas", "whether", "which", "while", "who",
    "whose",
];

/// What stands before a noun.
const PREPOSITIONS: &[&str] = &[
    "about",
    "above",
    "across",
    "after",
    "against",
    "along",
    "amid",
    "among",
    "around",
    "at",
    "before",
    "behind",
    "below",
    "beside",
    "between",
    "beyond",
    "by",
    "despite",
    "down",
    "during",
    "following",
    "for",
    "from",
    "in",
    "inside",
    "into",
    "near",
    "of",
    "off",
    "on",
    "onto",
    "over",
    "per",
    "since",
    "through",
    "throughout",
    "till",
    "to",
    "towards",
    "under",
    "until",
    "upon",
    "with",
    "within",
];

const DETERMINERS: &[&str] = &[
    "the", "a", "an", "this", "that", "these", "those", "its", "his", "her", "their", "our", "my",
    "your", "some", "any", "each", "every", "no", "both", "newly", "so",
];

/// Prepositions that go with the date behind them.
const BEFORE_DATES: &[&str] = &[
    "on",
    "in",
    "at",
    "during",
    "since",
    "by",
    "until",
    "till",
    "from",
    "around",
    "about",
    "of",
    "to",
    "for",
    "between",
    "through",
    "throughout",
    "as",
    "late",
    "early",
];

/// What joins a sentence to the one before.
const CONNECTIVES: &[&str] = &[
    "but",
    "and",
    "so",
    "yet",
    "or",
    "however",
    "meanwhile",
    "moreover",
    "furthermore",
    "also",
    "then",
    "later",
    "still",
    "besides",
    "nevertheless",
    "nonetheless",
    "instead",
    "thus",
    "therefore",
    "finally",
    "eventually",
    "additionally",
    "similarly",
    "earlier",
    "separately",
    "consequently",
    "subsequently",
    "afterwards",
    "previously",
];

const PRONOUNS: &[&str] = &["it", "he", "she", "they", "we", "i", "this", "there"];

/// True for a form that carries tense, whatever its place.
pub(super) fn is_finite(word: &str) -> bool {
    is_auxiliary(word) || is_past(word) || PRESENT.contains(&word)
}

pub(super) fn is_auxiliary(word: &str) -> bool {
    AUXILIARIES.contains(&word)
}

/// True for a past form, which may be a participle as well.
pub(super) fn is_past(word: &str) -> bool {
    let regular = word.len() > 3 && word.ends_with("ed") && !NOT_PAST.contains(&word);
    regular || PAST.contains(&word)
}

/// True for what may stand after “was”, or alone in “founded in 1990”.
pub(super) fn is_participle(word: &str) -> bool {
    is_past(word) || PARTICIPLES.contains(&word)
}

pub(super) fn is_speech(word: &str) -> bool {
    SPEECH.contains(&word)
}

pub(super) fn needs_no_that(word: &str) -> bool {
    SPEECH_ALONE.contains(&word)
}

pub(super) fn is_subordinator(word: &str) -> bool {
    SUBORDINATORS.contains(&word)
}

pub(super) fn is_preposition(word: &str) -> bool {
    PREPOSITIONS.contains(&word)
}

pub(super) fn is_determiner(word: &str) -> bool {
    DETERMINERS.contains(&word)
}

pub(super) fn goes_before_dates(word: &str) -> bool {
    BEFORE_DATES.contains(&word)
}

pub(super) fn is_connective(word: &str) -> bool {
    CONNECTIVES.contains(&word)
}

pub(super) fn is_pronoun(word: &str) -> bool {
    PRONOUNS.contains(&word)
}

/// True for a word that nothing may end with.
pub(super) fn asks_for_more(word: &str) -> bool {
    is_preposition(word)
        || is_determiner(word)
        || is_subordinator(word)
        || is_auxiliary(word)
        || matches!(word, "and" | "or" | "but" | "not" | "nor" | "than" | "more" | "also")
}
