//! Languages put into words.
//!
//! English for now, as all of `words`. It must not guess: a code that is not here stays a code.

/// Languages by their codes in ISO 639-1.
const LANGUAGES: &str = "ar Arabic,bg Bulgarian,bn Bengali,ca Catalan,cs Czech,cy Welsh,da Danish,de German,el Greek,en English,es Spanish,et Estonian,eu Basque,fa Persian,fi Finnish,fr French,ga Irish,he Hebrew,hi Hindi,hr Croatian,hu Hungarian,hy Armenian,id Indonesian,is Icelandic,it Italian,ja Japanese,ka Georgian,ko Korean,lt Lithuanian,lv Latvian,nb Norwegian,nl Dutch,no Norwegian,pl Polish,pt Portuguese,ro Romanian,ru Russian,sk Slovak,sl Slovene,sr Serbian,sv Swedish,sw Swahili,ta Tamil,th Thai,tr Turkish,uk Ukrainian,ur Urdu,vi Vietnamese,zh Chinese";

/// A language by its BCP 47 tag: `Portuguese (BR)`; the tag itself where there is no name.
pub fn language(tag: &str) -> String {
    let (code, rest) = tag.split_once('-').unwrap_or((tag, ""));
    let is_it =
        |line: &&str| line.split(' ').next().is_some_and(|own| own.eq_ignore_ascii_case(code));
    let name = LANGUAGES.split(',').find(is_it).and_then(|line| line.split_once(' '));
    match name {
        Some((_, name)) if rest.is_empty() => name.to_owned(),
        Some((_, name)) => [name, " (", rest, ")"].concat(),
        None => tag.to_owned(),
    }
}
