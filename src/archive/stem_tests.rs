//! Words that must meet, and words that must not.

use super::*;
use crate::archive::fold::fold;
use proptest::prelude::{prop, proptest};

/// For each language, lines of words: those of a group are forms of each other, and none of
/// them is a form of what stands behind the bar.
const CASES: [(&str, &[&str]); 12] = [
    (
        "en",
        &[
            "sanction sanctions sanctioned sanctioning | sanctuary",
            "inspect inspects inspected inspecting inspection inspections | inspector aspect",
            "negotiate negotiates negotiated negotiating negotiation negotiations | negotiable",
            "port ports | porter portion sport",
            "price prices priced pricing | pry prize",
            "hope hopes hoped hoping | hop",
            "hop hops hopped hopping | hope",
            "stop stops stopped stopping",
            "study studies studied studying | stud",
            "fly flies flying",
            "tie ties tied",
            "agree agrees agreed agreeing | agreement",
            "guarantee guarantees guaranteed",
            "exceed exceeds exceeded exceeding | excess",
            "need needs needed needing",
            "use uses used using | us user",
            "state states stated stating | status statue station",
            "quick quickly | quicker",
            "easy easily | ease",
            "careful carefully | care",
            "political politically | politics politician",
            "probable probably",
            "happy happily happiness | happen",
            "family families | familiar",
            "rally rallies rallied",
            "ally allies allied | all",
            "country countries | count county",
            "box boxes boxed",
            "church churches",
            "virus viruses",
            "hero heroes",
            "class classes | classic",
            "woman women | womb",
            "spokesman spokesmen | spokesperson",
            "german germans | germ germane",
            "human humans | hum",
            "organise organize organised organizing organisation organizations | organ organic",
            "analyse analyze analysed analyzing",
            "nationalise nationalization nationalized | national",
            "control controls controlled controlling",
            "travel travelled traveling",
            "relation relations relate | relative",
            "create creates created creating",
            "declare declared declares declaring | declaration",
            "trade trades traded trading | trader tradition",
            "tax taxes taxed taxing | taxi",
            "oil oils oiled",
            "ad ads",
            "nuclear | nucleus",
            "news | new",
            "united | unit units unite",
            "university universities | universe universal",
            "business businesses | busy bus",
            "witness witnesses witnessed | wit",
            "evening evenings | even",
            "convention conventions | convent",
            "policy policies | police polite",
            "france | franc francs",
            "iran | iranian iraq ira",
            "king kings | kin",
            "thing things | thin",
            "bring brings | brin",
            "morning mornings",
            "gas | gash",
            "this | the",
            "paris | par",
            "war wars | wary ward",
            "general | generate gene",
            "department departments | depart",
            "important | import importance",
            "production | product produce",
            "its | it",
            "be | bee",
            "s400 | s40",
        ],
    ),
    (
        "de",
        &[
            "Haus Hauses Häuser Häusern | Hausse",
            "Land Länder Ländern Landes | Landung",
            "Regierung Regierungen | Regie",
            "schön schöne schönen schöner schöneren",
            "Minister Ministers Ministern",
            "Abkommen Abkommens",
            "sagen | Sahne",
            "links | Link",
        ],
    ),
    (
        "fr",
        &[
            "cheval chevaux | cheveu",
            "national nationale nationaux nationales | nation",
            "président présidente présidents | préside",
            "élection élections | élève",
            "européen européenne européens européennes | Europe",
            "actif active actifs actives",
            "dangereux dangereuse dangereuses | danger",
            "premier première premières",
            "sanction sanctions",
            "arme armes | armée",
            "mais | mai",
            "bureau bureaux",
        ],
    ),
    (
        "es",
        &[
            "nación naciones | nacional",
            "país países | paisaje",
            "amigo amiga amigos amigas",
            "luz luces",
            "presidente presidentes presidenta",
            "gobierno gobiernos | gobernar",
            "casa casas | caso casos",
            "mes meses",
        ],
    ),
    (
        "it",
        &[
            "governo governi | governare",
            "banca banche",
            "politico politici politica politiche",
            "sanzione sanzioni",
            "città",
        ],
    ),
    (
        "pt",
        &[
            "nação nações | nacional",
            "jornal jornais | jornada",
            "homem homens",
            "mulher mulheres",
            "presidente presidentes",
            "governo governos",
            "mais | mal",
        ],
    ),
    (
        "nl",
        &[
            "land landen | lang",
            "man mannen",
            "brief brieven",
            "huis huizen",
            "regering regeringen",
            "minister ministers",
        ],
    ),
    (
        "sv",
        &[
            "flicka flickan flickor flickorna",
            "läkare läkaren läkarna",
            "regering regeringen regeringens",
            "land landet länder länderna",
        ],
    ),
    (
        "da",
        &[
            "minister ministeren ministerens",
            "lærer lærere læreren lærerne",
            "land landet lande landene",
        ],
    ),
    ("nb", &["regjering regjeringen regjeringer regjeringens", "avtale avtalen avtaler avtalene"]),
    (
        "ru",
        &[
            "санкция санкции санкций санкциями санкциях санкцию | санкт",
            "договор договора договором договоры | дом",
            "новый новая новые нового новыми",
        ],
    ),
    ("ja", &["東京 | 東"]),
];

#[test]
fn forms_of_a_word_meet_and_others_do_not() {
    for (language, lines) in CASES {
        let languages = Languages::of([language]);
        for line in lines {
            let (same, other) = line.split_once(" | ").unwrap_or((line, ""));
            let same: Vec<String> = same.split_whitespace().map(fold).collect();
            for word in &same {
                let forms = Forms::new(word, languages);
                for form in &same {
                    assert!(forms.has(form), "{language}: {word} is not {form} {forms:?}");
                    assert!(form.starts_with(forms.prefix()), "{language}: {word}, {form}");
                }
                for other in other.split_whitespace().map(fold) {
                    assert!(!forms.has(&other), "{language}: {word} is {other} {forms:?}");
                }
            }
        }
    }
}

#[test]
fn of_a_dictionary_little_has_to_be_looked_at() {
    let all = Languages::of(RULES.iter().flat_map(|rules| rules.tags.split(' ')));
    for (word, prefix) in [
        ("i", "i"),
        ("be", "be"),
        ("die", "di"),
        ("sanctions", "sanctio"),
        ("nationalization", "nationali"),
        ("京都", "京都"),
    ] {
        assert_eq!(Forms::new(word, Languages::of(["en"])).prefix(), prefix);
        assert!(prefix.starts_with(Forms::new(word, all).prefix()), "{word}");
    }
    assert_eq!(Forms::new("inspections", Languages::of(["en"])).prefix(), "inspect");
}

#[test]
fn languages_are_known_by_their_tags() {
    for (tags, expected) in [
        ("en", "en"),
        ("en-GB EN_us", "en"),
        ("de-CH fr", "de fr"),
        ("nn no da sv", "sv"),
        ("ja x", ""),
        ("", ""),
    ] {
        assert_eq!(Languages::of(tags.split(' ')).tags().join(" "), expected, "{tags}");
    }
    assert_eq!(Languages::of(Languages::of(["nl", "ru"]).tags()), Languages::of(["nl", "ru"]));
}

#[test]
fn of_several_languages_a_word_has_the_forms_of_each() {
    let forms = Forms::new("banche", Languages::of(["en", "it"]));
    assert!(forms.has("banca") && forms.has("banche") && !forms.has("bank"));
    assert!(!Forms::new("ports", Languages::NONE).has("port"));
    assert_eq!(Forms::new("ports", Languages::NONE).prefix(), "ports");
}

/// Every way to end a word that a rule of some language looks at, and then some.
const ENDINGS: &str = "s es ies sses ed ing ly ily ally ness ation ization isation ise ize e y men man \
    eed ied ingly edly tion sion fully bly ll is ys us tt ern er em en est eaux aux x ee nn eus euse \
    if ive ces ones aos oes ao ais eis ns os as os a o i che chi ghe zen ven arna ene et an hed n t";

proptest! {
    #[test]
    fn every_form_begins_as_the_word_says(
        pairs in prop::collection::vec(("[a-z]{0,5}", prop::sample::select(ENDINGS.split_whitespace().collect::<Vec<_>>())), 2..8),
        more in prop::collection::vec(prop::sample::select(ENDINGS.split_whitespace().collect::<Vec<_>>()), 2..12),
    ) {
        let mut words: Vec<String> = Vec::new();
        for (stem, ending) in &pairs {
            words.push(format!("{stem}{ending}"));
            words.extend(more.iter().map(|more| format!("{stem}{more}")));
            words.extend(more.iter().map(|more| format!("{stem}{ending}{more}")));
        }
        for rules in &RULES {
            let languages = Languages::of(rules.tags.split(' '));
            // As `has`, but for the look at the prefix.
            let cut = |word: &String| {
                let mut stem = String::new();
                rules.cut(word, &mut stem);
                (stem, word.clone())
            };
            let mut stems: Vec<_> = words.iter().map(cut).collect();
            stems.sort();
            for pair in stems.windows(2) {
                let [(own, word), (other, form)] = pair else { unreachable!() };
                let forms = Forms::new(word, languages);
                assert!(word.starts_with(forms.prefix()) && forms.has(word));
                assert!(forms.prefix().len() >= word.len().min(2), "{}: {word}", rules.tags);
                if own == other {
                    assert!(form.starts_with(forms.prefix()), "{}: {word}, {form}", rules.tags);
                    assert!(forms.has(form) && Forms::new(form, languages).has(word), "{word}, {form}");
                    assert_eq!(Forms::new(form, languages).prefix(), forms.prefix(), "{word}, {form}");
                }
            }
        }
    }
}

/// Run with `--ignored --nocapture --release`: the words of a feed that come together.
#[test]
#[ignore = "a look, not a test"]
#[allow(clippy::print_stdout, reason = "a look has to be told")]
fn what_meets_in_a_feed() {
    use crate::archive::tokens::Tokens;
    use std::collections::BTreeMap;
    let text = std::fs::read_to_string(std::env::var("DATELINE_FEED").unwrap()).unwrap();
    let bundle = crate::bundle::read(&text).unwrap().bundle;
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for item in &bundle.items {
        let mut tokens = Tokens::new(&item.content_text);
        while let Some((word, _)) = tokens.next() {
            *counts.entry(word.to_owned()).or_default() += 1;
        }
    }
    let start = std::time::Instant::now();
    let mut groups: BTreeMap<String, Vec<(usize, &str)>> = BTreeMap::new();
    let mut stem = String::new();
    for word in counts.keys() {
        RULES[0].cut(word, &mut stem);
    }
    println!("{} words, {:?}", counts.len(), start.elapsed());
    let start = std::time::Instant::now();
    for word in counts.keys() {
        RULES[1].cut(word, &mut stem);
    }
    println!("{} words, {:?}", counts.len(), start.elapsed());
    for (word, count) in &counts {
        let mut stem = String::new();
        RULES[0].cut(word, &mut stem);
        groups.entry(stem).or_default().push((*count, word));
    }
    println!("{} words, {:?}", counts.len(), start.elapsed());
    let mut all: Vec<_> = groups.into_values().filter(|group| group.len() > 1).collect();
    all.sort_by_key(|group| std::cmp::Reverse(group.iter().map(|it| it.0).sum::<usize>()));
    for group in all {
        let words: Vec<_> = group.iter().map(|(count, word)| format!("{word} {count}")).collect();
        println!("{}", words.join(", "));
    }
}
