//! Days and numbers as the reader's region writes them.

use crate::stage::play;
use serde_json::json;

/// Opens an archive of 1,234 articles where the reader's language is this one; the number of
/// articles, the days that are asked for and a day of publication are as written there.
async fn written(
    language: &'static str,
    number: &'static str,
    days: &'static str,
    day: &'static str,
) {
    play(async move |stage| {
        let item = |n: usize| json!({ "id": n.to_string(), "title": "Tide", "content_text": "Low.", "date_published": "2018-05-08T09:00:00Z" });
        let items: Vec<_> = (0..1_234).map(item).collect();
        let bundle = json!({ "version": "https://jsonfeed.org/version/1.1", "title": "Tides", "items": items });
        stage.put("tides.json", &bundle.to_string());
        stage.run_first(&format!("Object.defineProperty(navigator, 'language', {{ value: '{language}' }})"));
        stage.open("index.html?src=tides.json#q=date:2018-05-03..2018-05-08").await;
        stage.see("heading", &format!("{number} articles")).await;
        stage.see("link", &format!("Remove {days}")).await;
        stage.see(".row .meta", day).await;
    })
    .await;
}

#[tokio::test]
async fn days_and_numbers_are_written_as_where_the_reader_is() {
    written("en-US", "1,234", "May 3 to 8, 2018", "May 8, 2018").await;
    written("de-DE", "1.234", "3 to 8 May 2018", "8 May 2018").await;
    // Some systems call their language what is none.
    written("en_US@posix", "1,234", "3 to 8 May 2018", "8 May 2018").await;
    // Their own calendar and digits would not go with the words.
    written("fa-IR", "1,234", "3 to 8 May 2018", "8 May 2018").await;
}
