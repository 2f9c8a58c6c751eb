//! What the made-up archive is made of: numbers by chance that are always the same, Zipf's
//! law, a vocabulary, and names. It must not know how an article is put together.

use std::collections::HashSet;

/// Function words by their rank in running English, more or less.
pub(crate) const FUNCTION: &str = "the of to and a in said that for on it was is with from by at be as \
    will has its are an have would not which had this were he or but been they their after we \
    more up one about also than who all could some there other new into over no out when two if \
    last first can only may his should time most against so such between any before because our \
    she him during under while what still these both where those through being since many does \
    each her them then made did now even how just very own same another without much";

/// Words of the news that need no subject.
const COMMON: &str = "year government market price company report minister bank trade week \
    percent month agency state official president plan country council group system rate work \
    share court police school water power election budget energy health border city station \
    committee policy program agreement meeting statement spokesman decision problem service \
    region talks vote leader party union member increase fall growth rise cut loss result law \
    rule right project road bridge port harbour ship railway airport hospital university farm \
    factory mine forest river coast island storm flood drought fire heat snow winter summer \
    price contract order offer sale purchase loan debt bond currency dollar interest tax tariff \
    quota export import supply demand output crop wheat sugar coffee copper steel oil gas coal \
    engine vehicle aircraft satellite computer network signal data model test study research \
    inquiry evidence trial judge appeal sentence strike wage worker employer pension insurance \
    patient doctor vaccine virus teacher student museum theatre concert film book painting \
    match season club coach player goal record champion open close begin end support oppose \
    reject accept announce deny confirm expect warn agree refuse publish delay build repair \
    inspect measure count replace restore limit extend reduce double recover collapse survive \
    small large early late common rare public private national local foreign former recent \
    heavy light strong weak severe quiet steady sudden broad narrow formal likely clear";

const FIRST: &str = "Anna Jonas Mira Tomas Elena Karim Signe Pavel Rosa Idris Nora Felix Amara \
    Victor Leila Oskar Ines Marek Yusuf Clara Bruno Hanna Diego Salma Erik Lucia Omar Greta \
    Ivan Noor Paulo Freya Samir Vera Anton Zélie Jürgen Søren Beñat Łucja";

const VOCABULARY: usize = 60_000;
/// So many ranks after the function words are mostly words of the news.
pub(crate) const NEWS_RANKS: usize = 500;
pub(crate) const PEOPLE: usize = 900;
pub(crate) const PLACES: usize = 240;
pub(crate) const BODIES: usize = 160;

/// A small generator of numbers (splitmix64), so that no two machines differ.
pub(crate) struct Random(pub(crate) u64);

impl Random {
    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    pub(crate) fn below(&mut self, limit: usize) -> usize {
        ((self.next() >> 32) as usize * limit) >> 32
    }

    /// True once in so many times.
    pub(crate) fn once_in(&mut self, times: usize) -> bool {
        self.below(times) == 0
    }
}

/// Draws ranks by Zipf's law: the one at place r comes up about 1 / (r + 2.7)^1.125 as often
/// as others.
pub(crate) struct Zipf(Vec<u64>);

impl Zipf {
    pub(crate) fn new(ranks: usize) -> Self {
        let mut sum = 0_u64;
        // Roots are the same on every machine; powers need not be.
        let weight = |rank: usize| {
            let place = rank as f64 + 2.7;
            (1e12 / (place * place.sqrt().sqrt().sqrt())) as u64
        };
        let sums = (0..ranks).map(|rank| {
            sum += weight(rank);
            sum
        });
        Self(sums.collect())
    }

    pub(crate) fn draw(&self, random: &mut Random) -> usize {
        let all = self.0.last().copied().unwrap_or(1);
        let at = random.next() % all;
        self.0.partition_point(|sum| *sum <= at)
    }
}

/// Somebody or something that articles mention.
pub(crate) struct Name {
    pub(crate) id: String,
    pub(crate) kind: &'static str,
    pub(crate) name: String,
}

pub(crate) fn numeral(random: &mut Random) -> String {
    match random.below(4) {
        0 => format!("{}", 2 + random.below(98)),
        1 => format!("{}.{}", random.below(40), random.below(10)),
        2 => format!("{},{:03}", 1 + random.below(300), random.below(1000)),
        _ => format!("{}", 1970 + random.below(60)),
    }
}

pub(crate) fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// A stem of one to three syllables that could be English.
fn stem(random: &mut Random, syllables: usize) -> String {
    // What is common in English stands more than once.
    const ONSETS: &str = "b b c c d d f f g h k l l m m m n n p p r r s s t t v w b c d l m n p r s t \
        br ch cl cr dr fl gr pl pr sh sl sp st str th tr";
    const VOWELS: &str = "a e i o u a e i o a e i o ea ou ai";
    const CODAS: &str = "n r l t s m d n r l t ck nd nt rd st sh p g";
    let pick = |random: &mut Random, list: &str| -> String {
        let all = list.split_whitespace();
        let count = all.clone().count();
        all.clone().nth(random.below(count)).unwrap_or_default().to_owned()
    };
    let mut word = String::new();
    for number in 0..syllables {
        if number > 0 || !random.once_in(7) {
            word.push_str(&pick(random, ONSETS));
        }
        word.push_str(&pick(random, VOWELS));
        if number + 1 == syllables || random.once_in(4) {
            word.push_str(&pick(random, CODAS));
        }
    }
    word
}

/// Words by rank, each once: function words, words of the news with forms of theirs a little
/// later, then invented ones with theirs.
pub(crate) fn vocabulary(random: &mut Random) -> Vec<String> {
    const ENDINGS: [&str; 12] =
        ["s", "ed", "ing", "er", "ers", "ly", "ness", "ment", "able", "al", "ish", "ist"];
    let mut known = HashSet::new();
    let mut words = Vec::with_capacity(VOCABULARY);
    let mut forms = Vec::new();
    let mut add = |words: &mut Vec<String>, word: String| {
        let fresh = known.insert(word.clone());
        if fresh {
            words.push(word);
        }
        fresh
    };
    for word in FUNCTION.split_whitespace() {
        add(&mut words, word.to_owned());
    }
    for word in COMMON.split_whitespace() {
        add(&mut words, word.to_owned());
        forms.extend([format!("{word}s"), with(word, "ed"), with(word, "ing")]);
    }
    while words.len() < VOCABULARY {
        // A form of an earlier word, or a new stem, in turn.
        if random.once_in(2) && !forms.is_empty() {
            let at = random.below(forms.len());
            let form = forms.swap_remove(at);
            add(&mut words, form);
            continue;
        }
        let syllables = 1 + random.below(3);
        let new = stem(random, syllables);
        if new.len() > 2 && add(&mut words, new.clone()) {
            for _ in 0..random.below(4) {
                forms.push(with(&new, ENDINGS[random.below(ENDINGS.len())]));
            }
        }
    }
    words
}

fn with(stem: &str, ending: &str) -> String {
    let base = if ending.starts_with(['a', 'e', 'i', 'o']) {
        stem.strip_suffix('e').unwrap_or(stem)
    } else {
        stem
    };
    format!("{base}{ending}")
}

pub(crate) fn person(random: &mut Random) -> String {
    let first = FIRST.split_whitespace();
    let first = first.clone().nth(random.below(first.count())).unwrap_or_default();
    let syllables = 1 + random.below(2);
    format!("{first} {}", capital(&stem(random, syllables)))
}

/// People, then places, then bodies: the frequent ones first.
pub(crate) fn names(random: &mut Random) -> Vec<Name> {
    const PLACE_ENDS: [&str; 8] = ["ford", "haven", "stad", "mouth", "grad", "vik", "ia", "berg"];
    const BODY_ENDS: [&str; 8] =
        ["Authority", "Council", "Bank", "Union", "Institute", "Agency", "Group", "Court"];
    let mut names: Vec<Name> = Vec::new();
    let mut known = HashSet::new();
    while names.len() < PEOPLE + PLACES + BODIES {
        let (kind, name) = match names.len() {
            at if at < PEOPLE => ("person", person(random)),
            at if at < PEOPLE + PLACES => {
                let end = PLACE_ENDS[random.below(PLACE_ENDS.len())];
                ("place", format!("{}{end}", capital(&stem(random, 1))))
            }
            _ => {
                let end = BODY_ENDS[random.below(BODY_ENDS.len())];
                ("organisation", format!("{} {end}", capital(&stem(random, 2))))
            }
        };
        if known.insert(name.clone()) {
            let id = format!("{}-{}", &kind[..2], names.len());
            names.push(Name { id, kind, name });
        }
    }
    names
}
