//! Forms of a word: what is the same word in another number, case or time.
//!
//! Light stemmers, of which two words are forms if they come to the same stem. They take off
//! inflections and a few endings that make no new thing (`negotiation`, `quickly`), rather
//! too little than too much: `universe` and `university`, `new` and `news`, `arme` and
//! `armée` are not forms of each other. Words are folded, so that no umlaut is in the way.
//!
//! English follows Porter's second stemmer (snowballstem.org) in its first steps and parts of
//! later ones; the others are tables of endings. Every stem is the beginning of the word with
//! at most one other letter behind it: that makes [`Forms::prefix`] possible.

mod english;

/// Languages of an archive whose forms are known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Languages(u16);

impl Languages {
    /// No language: words have no forms.
    pub const NONE: Self = Self(0);

    /// The languages of some BCP 47 tags; of those that are not known here nothing is kept.
    pub fn of<'t>(tags: impl IntoIterator<Item = &'t str>) -> Self {
        let mut languages = Self::default();
        tags.into_iter().for_each(|tag| languages.add(tag));
        languages
    }

    /// Those of an archive whose articles have these tags; of one without any, English.
    pub(crate) fn of_archive<'t>(tags: impl Iterator<Item = &'t str>) -> Self {
        let mut tags = tags.peekable();
        if tags.peek().is_none() { Self::of(["en"]) } else { Self::of(tags) }
    }

    /// With one language more.
    pub fn add(&mut self, tag: &str) {
        let primary = tag.split(['-', '_']).next().unwrap_or("");
        for (number, rules) in RULES.iter().enumerate() {
            if rules.tags.split(' ').any(|own| own.eq_ignore_ascii_case(primary)) {
                self.0 |= 1 << number;
            }
        }
    }

    /// The tags that stand for the languages, one for each.
    pub fn tags(self) -> Vec<&'static str> {
        self.rules().filter_map(|rules| rules.tags.split(' ').next()).collect()
    }

    fn rules(self) -> impl Iterator<Item = &'static Rules> {
        RULES.iter().enumerate().filter(move |(number, _)| self.0 & 1 << number != 0).map(|it| it.1)
    }
}

/// How a language's words are cut.
struct Rules {
    /// BCP 47, separated by spaces.
    tags: &'static str,
    /// Words that are not cut, as they would meet others.
    whole: &'static str,
    /// The steps, one after another. Of each the first rule that fits is carried out: how many
    /// letters must stay, what must stand before the cut, the cut, a letter to add. `C` is any
    /// consonant but s. English has a file of its own.
    steps: &'static [&'static str],
}

#[rustfmt::skip]
const RULES: [Rules; 9] = [
    Rules { tags: "en", whole: "", steps: &[] },
    Rules { tags: "de", whole: "links einer eines", steps: &[
        "4ern 4er 3em 3en 3es 3e 3C-s",
        "4en 4er 3est",
    ] },
    Rules { tags: "fr", whole: "mais sans dans plus tous pays", steps: &[
        "3eau-x 3a-ux+l 3s 3x",
        "3e",
        "4n-n 4l-l 4t-t 4eu-s 4i-f+v",
    ] },
    Rules { tags: "es", whole: "antes", steps: &[
        "2ces+z 3n-es 3l-es 3r-es 3d-es 3s-es 3z-es 3a-s 3e-s 3o-s",
        "4a 4o 4e",
    ] },
    Rules { tags: "it", whole: "", steps: &["4c-he 4c-hi 4g-he 4g-hi 4a 4e 4i 4o"] },
    Rules { tags: "pt", whole: "antes", steps: &[
        "3oes+~ 3aes+~ 3aos+~ 3ao+~ 4a-is+l 4e-is+l 4o-is+l 3ns+m 3r-es 3z-es 3s-es 3a-s 3e-s 3o-s",
        "4a 4o 4e",
    ] },
    Rules { tags: "nl", whole: "", steps: &[
        "3en 3e",
        "3C-s",
        "3n-n 3t-t 3l-l 3p-p 3k-k 3m-m 3f-f 3g-g 3d-d 3r-r 3s-s 3z+s 3v+f",
    ] },
    Rules { tags: "sv da nb no nn", whole: "", steps: &[
        "3C-s",
        "3arna 3erna 3orna 3erne 3arne 3eren 3aren 3ere 3are 3ene 3ane 3er 3ar 3or 3en 3et 3an 3a 3e",
    ] },
    Rules { tags: "ru", whole: "", steps: &[
        "3иями 3иях 3ями 3ами 3ыми 3ими 3ого 3его 3ому 3ему 3иеи 3иям 3ием 3ях 3ах 3ев 3ов 3ие \
         3ье 3еи 3ии 3ои 3ыи 3ям 3ем 3ам 3ом 3ых 3их 3ую 3юю 3ая 3яя 3ою 3ею 3ые 3ое 3ее 3ию 3ью \
         3ия 3ья 3а 3е 3и 3о 3у 3ы 3ь 3ю 3я",
    ] },
];

impl Rules {
    /// Makes the stem of a folded word.
    fn cut(&self, word: &str, stem: &mut String) {
        stem.clear();
        stem.push_str(word);
        if self.steps.is_empty() {
            return english::cut(word, stem);
        }
        let digits = word.bytes().any(|byte| byte.is_ascii_digit());
        if digits || self.whole.split(' ').any(|whole| whole == word) {
            return;
        }
        for step in self.steps {
            for rule in step.split(' ') {
                if follow(rule, stem) {
                    break;
                }
            }
        }
    }

    /// True if some rule adds this letter.
    fn adds(&self, letter: char) -> bool {
        if self.steps.is_empty() {
            return english::adds(letter);
        }
        let mut rules = self.steps.iter().flat_map(|step| step.split(' '));
        rules.any(|rule| rule.split_once('+').is_some_and(|(_, added)| added.starts_with(letter)))
    }
}

/// Carries out a rule, if it fits the word.
fn follow(rule: &str, word: &mut String) -> bool {
    let (fewest, rule) = rule.split_at(1);
    let (ending, added) = rule.split_once('+').unwrap_or((rule, ""));
    let (before, cut) = ending.split_once('-').unwrap_or(("", ending));
    let Some(rest) = word.strip_suffix(cut) else { return false };
    let fits = match before {
        "C" => rest.ends_with(|c: char| {
            c.is_ascii_lowercase() && !matches!(c, 'a' | 'e' | 'i' | 'o' | 'u' | 's' | 'y')
        }),
        _ => rest.ends_with(before),
    };
    let enough = fewest.bytes().next().map_or(0, |digit| usize::from(digit - b'0'));
    if !fits || rest.chars().count() < enough {
        return false;
    }
    word.truncate(rest.len());
    word.push_str(added);
    true
}

/// A folded word with all that is a form of it in some languages.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Forms {
    word: String,
    languages: Languages,
    /// One for each of the languages.
    stems: Vec<String>,
    /// How many bytes of the word all its forms begin with.
    shared: usize,
}

impl Forms {
    /// The forms of a folded word.
    pub(crate) fn new(word: &str, languages: Languages) -> Self {
        let mut forms =
            Self { word: word.to_owned(), languages, stems: Vec::new(), shared: word.len() };
        for rules in languages.rules() {
            let mut stem = String::new();
            rules.cut(word, &mut stem);
            let added = stem.chars().next_back().filter(|letter| rules.adds(*letter));
            // Of another form the letter may be one that was added; never to less than two.
            let added = added.filter(|_| stem.len() > 2);
            forms.shared = forms.shared.min(stem.len() - added.map_or(0, char::len_utf8));
            forms.stems.push(stem);
        }
        forms
    }

    /// What every form begins with: of a sorted dictionary only this range need be looked at.
    pub(crate) fn prefix(&self) -> &str {
        &self.word[..self.shared]
    }

    /// True for the word itself and for its forms.
    pub(crate) fn has(&self, term: &str) -> bool {
        if self.word == term {
            return true;
        }
        if !term.starts_with(self.prefix()) {
            return false;
        }
        let mut stem = String::with_capacity(term.len() + 1);
        self.languages.rules().zip(&self.stems).any(|(rules, own)| {
            rules.cut(term, &mut stem);
            stem == *own
        })
    }
}

#[cfg(test)]
#[path = "stem_tests.rs"]
mod tests;
