//! What a reader sees, as the fragment of a URL, and back: `#q=snapback&article=a-7`.
//!
//! The fragment, because a browser never sends it to a server, and because it works
//! under any path without rewrite rules. Pure: reading the location and writing history
//! is `browser::location`. It must never fail: what it does not know it ignores.

use percent_encoding::{AsciiSet, CONTROLS, percent_decode_str, utf8_percent_encode};
use std::borrow::Cow;

/// Everything about a view that a link restores.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct View {
    /// The query, in the query language, exactly as typed.
    pub q: String,
    /// Id of the open article.
    pub article: Option<String>,
    /// Id of an event or a mark of that article to go to.
    pub at: Option<String>,
    /// How the list is ordered, if the reader chose: by a word of `archive::Sort`.
    pub sort: Option<String>,
    /// The events of the articles in order of time, rather than the list of them.
    pub chronology: bool,
    /// A passage of that article to go to: see `quote`.
    pub quote: Option<String>,
    /// The days that the two lines of time are drawn over, as a query writes a range.
    pub zoom: Option<String>,
}

/// The word for the chronology in a fragment.
const CHRONOLOGY: &str = "chronology";

/// What cannot stand for itself in a fragment, or would mean something else in ours; and
/// brackets, as a last one is cut off where text is searched for links. `:` `/` and `.` stay
/// readable.
const ESCAPED: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'%')
    .add(b'&')
    .add(b'(')
    .add(b')')
    .add(b'+')
    .add(b'<')
    .add(b'>')
    .add(b'`')
    .add(b'\\');

impl View {
    /// The list under a query, with nothing open.
    pub fn of_query(q: impl Into<String>) -> Self {
        Self { q: q.into(), ..Self::default() }
    }

    /// The fragment, with its `#`. An empty view is a bare `#`.
    pub fn to_fragment(&self) -> String {
        let members = [
            ("q", Some(self.q.as_str()).filter(|q| !q.is_empty())),
            ("sort", self.sort.as_deref()),
            ("view", self.chronology.then_some(CHRONOLOGY)),
            ("zoom", self.zoom.as_deref()),
            ("article", self.article.as_deref()),
            ("at", self.at.as_deref()),
            ("quote", self.quote.as_deref()),
        ];
        let mut fragment = String::from("#");
        for (name, value) in members {
            let Some(value) = value else { continue };
            if fragment.len() > 1 {
                fragment.push('&');
            }
            fragment.push_str(name);
            fragment.push('=');
            for piece in utf8_percent_encode(value, ESCAPED) {
                fragment.push_str(if piece == "%20" { "+" } else { piece });
            }
        }
        fragment
    }

    /// The same place with nothing open.
    #[must_use]
    pub fn without_article(&self) -> Self {
        Self { article: None, at: None, quote: None, ..self.clone() }
    }

    /// The same place under another query, with nothing open.
    #[must_use]
    pub fn with_query(&self, q: impl Into<String>) -> Self {
        Self { q: q.into(), ..self.without_article() }
    }

    /// True for a fragment that may be ours: an empty one, or one with a member we know. A
    /// host's own (`#top`) is not.
    pub fn is_ours(fragment: &str) -> bool {
        let bare = fragment.trim_start_matches('#');
        let mut names = bare.split('&').map(|member| member.split('=').next());
        bare.is_empty()
            || names.any(|name| {
                matches!(name, Some("q" | "article" | "at" | "sort" | "view" | "zoom" | "quote"))
            })
    }

    /// Reads a fragment, or a whole URL with one.
    pub fn from_fragment(text: &str) -> Self {
        let mut view = Self::default();
        let fragment = text.split_once('#').map_or("", |(_, fragment)| fragment);
        for member in fragment.split('&') {
            let (name, value) = member.split_once('=').unwrap_or((member, ""));
            let value = value.replace('+', " ");
            // What is no UTF-8 stays as it is written.
            let decoded = percent_decode_str(&value).decode_utf8().map(Cow::into_owned);
            let value = decoded.unwrap_or(value);
            let some = || Some(value.clone()).filter(|text| !text.is_empty());
            match name {
                "q" => view.q = value,
                "article" => view.article = some(),
                "at" => view.at = some(),
                "sort" => view.sort = some(),
                "zoom" => view.zoom = some(),
                "quote" => view.quote = some(),
                "view" => view.chronology = value == CHRONOLOGY,
                _ => {}
            }
        }
        view
    }
}

/// Where links lead: into this page, or to the stand-alone viewer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Links {
    /// What stands before the fragment: empty where this page's own address follows the
    /// reader, else the stand-alone viewer with the file to open.
    base: String,
}

impl Links {
    /// Links within the page.
    pub fn within() -> Self {
        Self::default()
    }

    /// Links of an embedded viewer: to the stand-alone one at `home`, with the file at
    /// `source`, so that opening one in a new tab works. Without either, within the page.
    pub fn to_home(home: &str, source: &str) -> Self {
        if home.is_empty() || source.is_empty() {
            return Self::within();
        }
        Self { base: format!("{home}?src={}", utf8_percent_encode(source, ESCAPED)) }
    }

    /// The link to a view.
    pub fn to(&self, view: &View) -> String {
        format!("{}{}", self.base, view.to_fragment())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_are_short_and_readable() {
        let view = View {
            q: "snapback entity:iran date:2025-09..2025-10".into(),
            article: Some("vote-fails".into()),
            ..View::default()
        };
        assert_eq!(
            view.to_fragment(),
            "#q=snapback+entity:iran+date:2025-09..2025-10&article=vote-fails"
        );
        assert_eq!(View::default().to_fragment(), "#");
        let view = View { chronology: true, ..View::of_query("vardel") };
        assert_eq!(view.to_fragment(), "#q=vardel&view=chronology");
    }

    #[test]
    fn any_view_survives_the_way_through_a_url() {
        for text in [
            "",
            "plain",
            "two words",
            "a+b",
            "100 %",
            "\"exact words\"",
            "q=1&article=2#3",
            "ایران 🕊 é",
            "\\ ` < >",
            "https://example.org/a?b=c#d",
            "\u{0}\n\t",
            "a OR (b -\"c d\") -(e* tag:\"f (g)\") NOT h",
        ] {
            let view = View {
                q: text.into(),
                article: Some(text.to_owned()).filter(|t| !t.is_empty()),
                at: Some("e1".into()),
                sort: Some("oldest".into()),
                chronology: text.len() % 2 == 0,
                zoom: Some("2018".into()),
                quote: Some(text.to_owned()).filter(|t| !t.is_empty()),
            };
            let fragment = view.to_fragment();
            assert_eq!(View::from_fragment(&fragment), view, "{fragment}");
            let url = format!("https://example.org/sub/?src=x.json{fragment}");
            assert_eq!(View::from_fragment(&url), view, "{url}");
            assert!(!fragment.contains([' ', '\n', '"', '<', ')']), "{fragment}");
        }
    }

    proptest::proptest! {
        #[test]
        fn any_query_survives_the_way_through_chips_and_url(
            text in "([a(+%&#]|OR |-\\(|\\)| |\"|tag:|é|京|\\*|date:2018){0,12}"
        ) {
            let query = crate::archive::Query::parse(&text);
            let view = View::of_query(query.to_string());
            let read = View::from_fragment(&view.to_fragment());
            assert_eq!(crate::archive::Query::parse(&read.q), query, "{text}");
        }
    }

    #[test]
    fn an_embedded_viewer_links_to_the_stand_alone_one() {
        let view = View::of_query("a");
        assert_eq!(Links::within().to(&view), "#q=a");
        assert_eq!(Links::to_home("https://h/d/", "").to(&view), "#q=a");
        assert_eq!(
            Links::to_home("https://h/d/", "https://o/b.json?x=1&y#z").to(&view),
            "https://h/d/?src=https://o/b.json?x=1%26y%23z#q=a"
        );
    }

    #[test]
    fn what_is_not_ours_is_ignored() {
        assert!(View::is_ours("") && View::is_ours("#") && View::is_ours("#q=a&x=1"));
        assert!(!View::is_ours("#top") && !View::is_ours("#x=1"));
        assert_eq!(View::from_fragment(""), View::default());
        assert_eq!(View::from_fragment("https://example.org/"), View::default());
        assert_eq!(View::from_fragment("#top&x=1&q"), View::default());
        assert_eq!(View::from_fragment("#view=map"), View::default());
        assert_eq!(View::from_fragment("#q=%zz%ff"), View::of_query("%zz%ff"));
    }
}
