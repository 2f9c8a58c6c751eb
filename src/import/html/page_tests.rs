//! What is known of a page, and which part of it is the article.

use super::*;

fn opened(html: &str) -> Reading {
    read(&Source { name: "pages/quay.html", text: html }).unwrap_or_else(|fault| panic!("{fault}"))
}

fn article(html: &str) -> Article {
    opened(html).bundle.items.swap_remove(0)
}

/// Prose of so many bytes, for what has to be long enough to count.
fn prose(word: &str) -> String {
    format!("<p>{}.</p>", vec![word; 60].join(" and "))
}

/// What the page says of itself, as one line.
fn said(head: &str) -> String {
    let article = article(&format!("{head}{}", prose("words")));
    let names: Vec<_> = article.authors.iter().filter_map(|a| a.name.as_deref()).collect();
    let show = |value: &Option<String>| value.clone().unwrap_or_else(|| "-".to_owned());
    [
        show(&article.title),
        show(&article.date_published.or(article.dateline.issued)),
        names.join("+"),
        show(&article.language),
        show(&article.dateline.source),
        show(&article.url),
    ]
    .join(" # ")
}

#[test]
fn a_page_says_what_it_is_in_many_ways() {
    for (head, expected) in [
        (
            "<html lang=nb><title>Quay opens | Courier</title><meta property=og:site_name content=Courier>\
             <meta name=author content='By J. Rask'><meta name=dc.date content=2024-03-12>",
            "Quay opens # 2024-03-12 # J. Rask # nb # Courier # -",
        ),
        (
            "<meta property=og:title content='Quay &amp;amp; crane'><link rel=canonical href=https://a.example/1>\
             <meta property=article:published_time content=2024-03-12T08:00+0100>",
            "Quay & crane # 2024-03-12T08:00:00+01:00 #  # - # - # https://a.example/1",
        ),
        (
            "<!-- saved from url=(0020)https://a.example/1/ --><link rel=canonical href='../2'><h1>Quay</h1>",
            "Quay # - #  # - # - # https://a.example/2",
        ),
        (
            r#"<script type=application/ld+json>[{"@type":["Thing","BlogPosting"],"headline":"Quay",
             "author":"J. Rask","datePublished":"2024-03-12","inLanguage":"en","publisher":{"name":"Courier"},
             "mainEntityOfPage":{"@id":"https://a.example/3"}}]</script>"#,
            "Quay # 2024-03-12 # J. Rask # en # Courier # https://a.example/3",
        ),
        (
            r#"<script type=application/ld+json>{"@type":"NewsArticle", broken</script>
             <link rel=canonical href="javascript:x"><h1>Quay</h1><a rel=author href=x>Ilse Aamot</a>
             <time datetime=2024-03-12>today</time>"#,
            "Quay # 2024-03-12 # Ilse Aamot # - # - # -",
        ),
        (
            "<h1>Courier</h1><title>Quay - Courier</title><meta property=og:site_name content=Courier>",
            "Quay # - #  # - # Courier # -",
        ),
    ] {
        assert_eq!(said(head), expected, "{head}");
    }
}

#[test]
fn the_article_is_where_the_page_says() {
    let (long, other) = (prose("quay"), prose("crane"));
    let text = |html: &str| article(html).content_text;
    let quay = prose("quay").replace("<p>", "").replace("</p>", "");
    for html in [
        format!("<nav>Menu</nav><article>{long}<aside>Ad</aside></article><footer>End</footer>"),
        format!("<div>{other}<div itemprop=articleBody>{long}</div></div>"),
        format!("<div>{other}</div><main>{long}<nav>Next</nav></main>"),
        format!("<div>{other}</div><div role=main>{long}</div>"),
        format!("<article>{long}</article><article><p>A teaser.</article>"),
        format!("<article hidden>{long}</article>"),
    ] {
        assert_eq!(text(&html), quay, "{html}");
    }
}

#[test]
fn a_list_of_articles_is_not_one_of_them() {
    let html = format!("<main>{}{}</main>", "<article>", prose("quay"))
        + &format!("</article><article>{}</article></main>", prose("crane"))
        + &format!("<article>{}</article>", prose("rail"));
    let all = article(&html);
    let all = format!("{} {:?}", all.content_text, all.dateline.more.get(LEFT_OUT));
    for word in ["quay and", "crane and", "rail and"] {
        assert!(all.contains(word), "{word}: {all}");
    }
}

#[test]
fn what_is_left_out_is_named() {
    let reading = opened(&format!(
        "<title>T</title><nav><li>Home<li>News</nav><article><h1>T</h1>{}</article>\
         <p hidden>Cookies?</p><button>Share</button><script>no()</script>",
        prose("quay")
    ));
    assert_eq!(reading.faults.len(), 1);
    assert_eq!(
        reading.faults[0].what,
        "4 lines (“Home”, “News”, “Cookies?”, “Share”) look like parts of the web page, not of the article."
    );
    let article = &reading.bundle.items[0];
    assert_eq!((article.id.as_str(), article.title.as_deref()), ("quay", Some("T")));
    assert!(article.content_text.starts_with("quay"), "the headline stands in the text");
    let kept = article.dateline.more.get(LEFT_OUT).and_then(Value::as_array).unwrap();
    assert_eq!(kept.len(), 4);
}

#[test]
fn a_page_without_text_or_in_parts_is_refused_with_a_remedy() {
    for (html, what) in [
        ("<html><script>draw()</script>", "This web page holds no text."),
        (
            "From: <Saved by Blink>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n",
            "This is a web page packed in one file (MHTML).",
        ),
    ] {
        let fault = read(&Source { name: "a.html", text: html }).err().unwrap();
        assert_eq!((fault.severity, fault.what.as_str()), (Severity::Fatal, what));
        assert!(fault.remedy.len() > 20);
    }
}

#[test]
fn a_date_that_cannot_be_read_is_reported() {
    let html = format!("<meta name=date content='12th of March'>{}", prose("quay"));
    let reading = opened(&html);
    assert!(reading.faults[0].what.contains("“12th of March”"), "{:?}", reading.faults);
}

#[test]
fn without_readability_a_page_that_says_nothing_goes_without_its_frame() {
    let html = format!(
        "<header>Courier<h1>Quay</h1></header><div role=navigation>Menu</div><div>{}</div>\
         <table><tr><td><footer>End</footer></table><aside>Ad</aside>",
        prose("quay")
    );
    let soup = Soup::of(&html);
    let place = place_of_article(&soup);
    assert!(!place.is_sure);
    let wish = Wish { surroundings: place.surroundings, ..Wish::default() };
    let text = crate::import::html::read(&soup, place.events, wish).rich.text;
    assert_eq!(text, prose("quay").replace("<p>", "").replace("</p>", ""));
}
