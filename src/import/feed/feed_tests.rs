//! Feeds in the small: what each member becomes, and that no input is too hostile.

use super::*;
use crate::import::disorder_tests::jumbles;

fn opened(text: &str) -> Reading {
    read(&Source { name: "feed.xml", text }).unwrap_or_else(|fault| panic!("{fault}: {text}"))
}

/// The items of an RSS channel, as JSON.
fn items(inside: &str) -> Vec<Value> {
    let text = format!(
        "<rss version=\"2.0\" xmlns:media=\"http://search.yahoo.com/mrss/\"><channel>\
         <link>https://example.org/</link>{inside}</channel></rss>"
    );
    let items = serde_json::to_value(opened(&text).bundle.items).unwrap();
    items.as_array().cloned().unwrap()
}

#[test]
fn members_of_an_item_find_their_places() {
    for (inside, pointer, expected) in [
        ("<guid>a</guid><title>T</title>", "/id", "\"a\""),
        ("<title>T</title><link>x y</link>", "/url", "\"https://example.org/x%20y\""),
        ("<title>T</title><link>x</link>", "/id", "\"https://example.org/x\""),
        ("<title>T</title><guid>https://example.org/g</guid>", "/url", "\"https://example.org/g\""),
        ("<title>T</title><guid isPermaLink='false'>https://example.org/g</guid>", "/url", "null"),
        ("<title>T</title><link>javascript:alert(1)</link>", "/url", "null"),
        ("<title>T</title><link>javascript:x</link>", "/_feed/link", "\"javascript:x\""),
        ("<title><![CDATA[A <b>B</b>]]></title>", "/title", "\"A B\""),
        ("<title>A &amp;amp; B</title>", "/title", "\"A & B\""),
        (
            "<title>T</title><author>i@example.org (I. Aamot)</author>",
            "/authors",
            "[{\"name\":\"I. Aamot\",\"url\":\"mailto:i@example.org\"}]",
        ),
        (
            "<title>T</title><dc:creator>A</dc:creator><author>A</author><dc:creator>B</dc:creator>",
            "/authors",
            "[{\"name\":\"A\"},{\"name\":\"B\"}]",
        ),
        ("<title>T</title><category>a</category><category>a</category>", "/tags", "[\"a\"]"),
        (
            "<title>T</title><media:content url='i.jpg' medium='image' fileSize='9'/>",
            "/attachments",
            "[{\"mime_type\":\"image/*\",\"size_in_bytes\":9,\"url\":\"https://example.org/i.jpg\"}]",
        ),
        (
            "<media:group><media:description>Words.</media:description>\
             <media:thumbnail url='/t.jpg'/></media:group>",
            "/image",
            "\"https://example.org/t.jpg\"",
        ),
        (
            "<media:group><media:description>Words.</media:description></media:group>",
            "/content_text",
            "\"Words.\"",
        ),
        ("<description>D</description><content:encoded>C</content:encoded>", "/summary", "\"D\""),
        ("<description>C</description><content:encoded>C</content:encoded>", "/summary", "null"),
        ("<description>&lt;p&gt;C</description>", "/content_html", "\"<p>C\""),
        ("<description>C</description>", "/content_html", "null"),
        (
            "<description><p>C <i>D</i></p> &amp; E</description>",
            "/content_text",
            "\"C D\\n\\n& E\"",
        ),
        ("<title>T</title><slash:comments>3</slash:comments>", "/_feed/slash:comments", "\"3\""),
        (
            "<title>T</title><geo:p a='1'><geo:q>2</geo:q><geo:q>3</geo:q></geo:p>",
            "/_feed/geo:p",
            "{\"a\":\"1\",\"geo:q\":[\"2\",\"3\"]}",
        ),
        (
            "<title>T</title><link>http://tracker.example.net/1</link>\
             <feedburner:origLink>https://example.org/1</feedburner:origLink>",
            "/url",
            "\"https://example.org/1\"",
        ),
        ("<title>T</title><pubDate>12 Mar 2024</pubDate>", "/_dateline/issued", "\"2024-03-12\""),
        ("<title>T</title><pubDate>long ago</pubDate>", "/_dateline/date_written", "\"long ago\""),
        ("<title>T</title><source url='x'>Courier</source>", "/_dateline/source", "\"Courier\""),
    ] {
        let items = items(&format!("<item>{inside}</item>"));
        let found = items[0].pointer(pointer).unwrap_or(&Value::Null).to_string();
        assert_eq!(found, expected, "{inside} {pointer}");
    }
}

#[test]
fn atom_opens_in_its_old_and_bare_forms() {
    for (text, pointer, expected) in [
        (
            "<feed version='0.3' xmlns='http://purl.org/atom/ns#'><title>F</title><entry><title>T</title>\
             <issued>2024-03-12T08:00:00+01:00</issued><modified>2024-03-13T08:00:00Z</modified>\
             <content type='text/html' mode='escaped'>&lt;p&gt;A&lt;/p&gt;&lt;p&gt;B&lt;/p&gt;</content></entry></feed>",
            "/content_text",
            "\"A\\n\\nB\"",
        ),
        (
            "<feed version='0.3' xmlns='http://purl.org/atom/ns#'><entry><title>T</title>\
             <issued>2024-03-12T08:00:00+01:00</issued></entry></feed>",
            "/date_published",
            "\"2024-03-12T08:00:00+01:00\"",
        ),
        (
            "<feed><entry><id>a</id><title>T &amp;amp; U</title></entry></feed>",
            "/title",
            "\"T &amp; U\"",
        ),
        (
            "<a:feed xmlns:a='http://www.w3.org/2005/Atom'><a:link rel='self' href='https://example.org/f/feed'/>\
             <a:entry><a:title>T</a:title><a:link href='1'/></a:entry></a:feed>",
            "/url",
            "\"https://example.org/f/1\"",
        ),
        (
            "<entry xmlns='http://www.w3.org/2005/Atom' xml:base='https://example.org/'>\
             <title type='html'>&lt;b&gt;T&lt;/b&gt;</title><link href='x'/></entry>",
            "/url",
            "\"https://example.org/x\"",
        ),
        (
            "<feed xmlns='http://www.w3.org/2005/Atom'><entry><title>T</title>\
             <link rel='replies' href='r'/></entry></feed>",
            "/_feed/link/rel",
            "\"replies\"",
        ),
        (
            "<feed xmlns='http://www.w3.org/2005/Atom'><entry><title>T</title>\
             <author><name>A B</name><email>a@example.org</email></author></entry></feed>",
            "/authors/0/url",
            "\"mailto:a@example.org\"",
        ),
        (
            "<feed xmlns='http://www.w3.org/2005/Atom'><entry><title>T</title>\
             <source><id>s</id><title>Courier</title></source></entry></feed>",
            "/_dateline/source",
            "\"Courier\"",
        ),
    ] {
        let articles = serde_json::to_value(opened(text).bundle.items).unwrap();
        let found = articles[0].pointer(pointer).unwrap_or(&Value::Null).to_string();
        assert_eq!(found, expected, "{text}");
    }
}

#[test]
fn ids_are_unique_whatever_the_feed_says() {
    let inside = "<item><guid>a</guid><title>1</title></item><item><guid>a-2</guid><title>2</title></item>\
                  <item><guid>a</guid><title>3</title></item><item><title>4</title></item>\
                  <item><guid>a</guid><title>5</title></item><item></item>";
    let items = items(inside);
    let ids: Vec<_> = items.iter().map(|item| item["id"].as_str().unwrap()).collect();
    assert_eq!(ids, ["a", "a-2", "a-3", "item-4", "a-4"]);
}

#[test]
fn what_was_mended_is_said_once_with_its_place() {
    for (text, expected) in [
        (
            "<rss><channel><item><title>A\n & B &foo; & C</title></item></channel></rss>",
            "notice (line 2, column 2) notice (line 2, column 6)",
        ),
        (
            "<rss><channel><item><title>A &nbsp;&euro;</title></item></channel></rss>",
            "notice (line 1, column 30)",
        ),
        (
            "<rss><channel><item><title>1 < 2 <\n</title></item></channel></rss>",
            "notice (line 1, column 30)",
        ),
        (
            "<rss><channel><item><title>A</title></b></item></channel></rss>",
            "notice (line 1, column 37)",
        ),
        ("<rss><channel><item><title>A</title>\n<des", "error (line 2, column 5)"),
        ("<rss><channel><item><title>A</title></item>\n", "error (line 2, column 1)"),
        (
            "<!DOCTYPE rss [<!ENTITY a \"b\">]><rss><channel><item><title>&a;</title></item></channel></rss>",
            "notice (line 1, column 1) notice (line 1, column 60)",
        ),
        ("<rss><channel><item><title>A</title></item></channel></rss>", ""),
    ] {
        let faults = opened(text).faults;
        let told: Vec<_> =
            faults.iter().map(|f| format!("{} ({})", f.severity.word(), f.whereabouts())).collect();
        assert_eq!(told.join(" "), expected, "{text}");
    }
}

#[test]
fn declared_entities_are_never_expanded() {
    let text = "<!DOCTYPE rss [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;\"><!ENTITY f SYSTEM \"file:///etc\">]>\
                <rss><channel><item><title>&b; &f;</title></item></channel></rss>";
    assert_eq!(opened(text).bundle.items[0].title.as_deref(), Some("&b; &f;"));
}

#[test]
fn hostile_files_cost_no_more_than_their_length() {
    const MANY: usize = 50_000;
    let start = "<rss><channel><item><title>T</title><description>";
    for text in [
        format!("{start}{}", "<a>".repeat(MANY)),
        format!("{start}{}{}", "<a>".repeat(MANY), "</b>".repeat(MANY)),
        format!(
            "{start}{}{}</description></item></channel></rss>",
            "<a>".repeat(MANY),
            "</a>".repeat(MANY)
        ),
        format!("{start}{}", "< ".repeat(MANY)),
        format!("{start}{}", "&".repeat(MANY)),
        format!("{start}{}", "&a".repeat(MANY)),
        format!("{start}{}", "<![CDATA[".repeat(MANY)),
        format!("{start}{}", "<!--".repeat(MANY)),
        format!("<rss><channel><item><title>T</title>{}", "<x y='1'>".repeat(MANY)),
        format!("<rss><channel><item><title>T</title><x {}/>", "y='1' ".repeat(MANY)),
        format!("<rss><channel><item><title>T</title>{}", "<x xmlns:a='b'/>".repeat(MANY)),
        format!(
            "<rss><channel>{}",
            "<item><guid>a</guid><title>T</title></item>".repeat(MANY / 10)
        ),
        format!("<rss><channel><item><title>T</title>{}", "<category>a</category>".repeat(MANY)),
        format!("<rss><channel><item><title>T</title>{}", "</item".repeat(MANY)),
    ] {
        let reading = opened(&text);
        assert!(!reading.bundle.items.is_empty() && reading.faults.len() < 16);
    }
}

#[test]
fn no_cut_of_a_feed_panics_or_loses_what_came_before() {
    let whole = include_str!("../../../tests/samples/feeds/site.atom");
    for end in (0..=whole.len()).filter(|&at| whole.is_char_boundary(at)) {
        let cut = &whole[..end];
        let complete = cut.matches("</entry>").count();
        match read(&Source { name: "x", text: cut }) {
            Ok(reading) => {
                assert!(reading.bundle.items.len() >= complete, "{end}");
                let is_told = reading.faults.iter().any(|fault| fault.severity == Severity::Error);
                assert_eq!(is_told, !cut.contains("</feed>"), "{end}");
            }
            Err(fault) => assert_eq!((complete, fault.severity), (0, Severity::Fatal), "{end}"),
        }
    }
}

#[test]
fn no_mixture_of_pieces_panics_or_loses_the_last_item() {
    let pieces = [
        "<rss>",
        "<feed>",
        "<channel>",
        "<item>",
        "</item>",
        "<title>",
        "</title>",
        "<entry>",
        "</entry>",
        "<description>",
        "</description>",
        "<content type='xhtml'>",
        "</content>",
        "<link>",
        "</link>",
        "<link href='a'/>",
        "<![CDATA[",
        "]]>",
        "<p>",
        "</p>",
        "<br>",
        "&amp;",
        "&nbsp;",
        "&",
        "<",
        "words",
        "höhe 🕊",
        "<!--",
        "-->",
        "<?pi",
        "?>",
        "<pubDate>2024</pubDate>",
        "\r\n",
        "x='",
        "<a b=\"",
        "\">",
        "<guid>a</guid>",
        "xmlns:a='b'",
        "<!DOCTYPE a [",
        "]>",
    ];
    for inside in jumbles(7, &pieces, 24).take(20_000) {
        let text = format!("<rss><channel><item><title>First</title></item>{inside}");
        let reading = opened(&text);
        assert_eq!(reading.bundle.items[0].title.as_deref(), Some("First"), "{text}");
        for fault in &reading.faults {
            assert!(!fault.what.is_empty() && !fault.remedy.is_empty() && fault.place.is_some());
        }
    }
}
