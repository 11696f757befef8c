//! What people type is text, wherever it is shown: no script, no handler, no other element.

use std::collections::BTreeSet;

use axum::http::StatusCode;
use html5ever::tokenizer::{
    BufferQueue, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};

use crate::house::{Answer, House};

/// Longest that every field of one line takes, in characters.
const LINE: usize = 110;

/// Known ways out of attributes, comments, styles, templates and addresses.
const KNOWN: &[&str] = &[
    "<script>alert(1)</script>",
    "</script><script>window.__x=1</script>",
    "<ScRiPt>x</sCrIpT>",
    "<script/src=//x.test></script>",
    "<script\n>x</script\t>",
    "<<script>x//<</script>",
    "</title><script>x</script>",
    "<!--><script>x</script>-->",
    "--><script>x</script>",
    "]]><script>x</script>",
    "<![CDATA[<script>x]]>",
    "<base href=//x.test>",
    "<meta http-equiv=refresh content=0;url=//x.test>",
    "<link rel=stylesheet href=//x.test>",
    "<object data=javascript:x>",
    "<embed src=javascript:x>",
    "<form action=//x.test><input>",
    "<a href=javascript:alert(1)>x</a>",
    "<a href=\"jav&#x09;ascript:x\">x</a>",
    "<a href=data:text/html,<script>x</script>>x</a>",
    "javascript:alert(1)",
    "JaVaScRiPt:x",
    "data:text/html;base64,PHNjcmlwdD4=",
    "vbscript:x",
    "\" autofocus onfocus=x y=\"",
    "' autofocus onfocus=x y='",
    "` onfocus=x y=`",
    "\" style=\"background:url(//x.test)\"",
    "{{7*7}}",
    "${7*7}",
    "#{7*7}",
    "<%= 7*7 %>",
    "{% raw %}",
    "{{ shell.csrf }}",
    "[[x]]",
    "&lt;script&gt;x&lt;/script&gt;",
    "&#60;script&#62;x",
    "\\u003cscript\\u003ex",
    "%3Cscript%3Ex",
    "＜script＞x＜/script＞",
    "<svg><script>x</script></svg>",
    "<svg><style><img src=x onerror=x>",
    "<math><mtext></form><form><mglyph><style></math><img src onerror=x>",
    "<x/onclick=x>x",
    "<noscript><p title=\"</noscript><img src=x onerror=x>\">",
    "<template><script>x</script>",
    "<img src=x:x onerror\u{b}=x>",
    "<img \u{a0}src=x onerror=x>",
    "\u{feff}<script>x</script>",
    "\u{202e}<tpircs>x",
    "<svg/onload=x>",
    "<isindex action=j&Tab;avas&NewLine;cript:x>",
];

/// Texts that have become script somewhere: tags × handlers × ways to write them, and the known.
fn corpus() -> Vec<String> {
    let tags = [
        "img src=x",
        "svg",
        "body",
        "video src=x",
        "details open",
        "input autofocus",
        "marquee",
        "iframe",
        "select autofocus",
        "audio src=x",
        "style",
        "math",
        "object data=x",
    ];
    let handlers = ["onerror", "onload", "onfocus", "ontoggle", "onstart", "onpointerenter"];
    let calls = ["alert(1)", "window.__x=1", "fetch`//x.test`"];
    let mut all = Vec::new();
    for (n, tag) in tags.iter().enumerate() {
        for (m, handler) in handlers.iter().enumerate() {
            let call = calls[(n + m) % calls.len()];
            all.push(format!("<{tag} {handler}={call}>"));
            all.push(format!("\"><{tag} {handler}=\"{call}\">"));
            all.push(format!("'/{handler}='{call}' x='"));
            all.push(format!("</textarea><{}/{handler}={call}//", tag.to_uppercase()));
        }
    }
    all.extend(KNOWN.iter().map(ToString::to_string));
    all
}

/// SQL that has got out of quotes somewhere.
const SQL: &[&str] = &[
    "'",
    "''",
    "' OR '1'='1",
    "' OR 1=1--",
    "'; DROP TABLE person;--",
    "1; SELECT pg_sleep(5)",
    "' UNION SELECT email, password_hash FROM person--",
    "\" OR \"\"=\"",
    "\\'; --",
    "%' OR '%'='",
    "') OR ('1'='1",
    "1 OR 1=1",
    "'||(SELECT name FROM person LIMIT 1)||'",
    "/**/OR/**/1=1",
    "$1",
    "$$;DROP TABLE need;$$",
    "' AND 1=CAST((SELECT version()) AS INT)--",
    "x' AND randomblob(1e9)--",
    "_",
    "%",
    "%%%",
    "[a-z]*",
    "NEAR(",
    "\"a\" AND",
    "a* OR b",
    "-- ",
    "#",
    "\u{27}",
    "ʼ OR 1=1",
    "'; ATTACH DATABASE 'x.db' AS x;--",
    "' HAVING 1=1--",
    "' ORDER BY 99--",
    "0x27",
    "char(39)",
];

/// Elements, handlers and addresses of a page, as a browser reads it.
#[derive(Default)]
struct Found {
    tags: std::cell::RefCell<Vec<String>>,
    handlers: std::cell::RefCell<Vec<String>>,
}

impl TokenSink for Found {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        if let Token::TagToken(tag) = token {
            self.tags.borrow_mut().push(tag.name.to_string());
            let is_ours = tag.attrs.iter().any(|attribute| {
                &*attribute.name.local == "src" && attribute.value.starts_with("/assets/")
            });
            if &*tag.name == "script" && tag.kind == TagKind::StartTag && !is_ours {
                self.handlers.borrow_mut().push("a script of others".to_owned());
            }
            for attribute in &tag.attrs {
                let name = attribute.name.local.to_string();
                let value = attribute.value.trim().to_lowercase();
                let is_script = value.starts_with("javascript:") || value.starts_with("vbscript:");
                let is_address = matches!(name.as_str(), "href" | "src" | "action" | "formaction");
                let is_bad = name.starts_with("on")
                    || name == "srcdoc"
                    || name == "style"
                    || (is_address && (is_script || value.starts_with("data:")));
                if is_bad {
                    self.handlers.borrow_mut().push(format!("<{} {name}={value}>", tag.name));
                }
            }
        }
        TokenSinkResult::Continue
    }
}

fn read(body: &str) -> Found {
    let tokenizer = Tokenizer::new(Found::default(), TokenizerOpts::default());
    let input = BufferQueue::default();
    input.push_back(html5ever::tendril::StrTendril::from(body));
    let _ = tokenizer.feed(&input);
    tokenizer.end();
    tokenizer.sink
}

/// Everything a page of ours may hold; what typed text must never add.
const FOREIGN: &[&str] = &[
    "iframe", "object", "embed", "base", "video", "audio", "marquee", "math", "style", "template",
    "isindex", "img", "x",
];

fn check(place: &str, answer: &Answer) {
    assert!(!answer.status.is_server_error(), "{place}: {}", answer.status);
    if !answer.header("content-type").starts_with("text/html") {
        return;
    }
    let found = read(&answer.body);
    let handlers = found.handlers.borrow();
    assert!(handlers.is_empty(), "{place}: {handlers:?}");
    let tags = found.tags.borrow();
    let foreign: BTreeSet<&String> =
        tags.iter().filter(|tag| FOREIGN.contains(&tag.as_str())).collect();
    assert!(foreign.is_empty(), "{place}: {foreign:?}");
}

#[test]
fn the_corpus_is_large_and_the_reader_finds_what_a_browser_would_run() {
    let corpus: BTreeSet<String> = corpus().into_iter().collect();
    assert!(corpus.len() >= 300, "{}", corpus.len());
    for bad in ["<p onclick=x>", "<a href=' javascript:x'>", "<p STYLE=x>", "<iframe srcdoc=x>"] {
        let found = read(bad);
        assert!(!found.handlers.borrow().is_empty(), "{bad}");
    }
    assert!(read("<p title=\"onclick=x\">&lt;script&gt;").handlers.borrow().is_empty());
}

/// A field of a form as it stands on a page.
struct Field {
    name: String,
    value: String,
    is_typed: bool,
}

/// Every form of a page that is sent: address and fields.
fn forms(body: &str) -> Vec<(String, Vec<Field>)> {
    let attribute = |tag: &str, name: &str| {
        let rest = tag.split(&format!(" {name}=\"")).nth(1)?;
        rest.split('"').next().map(ToOwned::to_owned)
    };
    let mut forms = Vec::new();
    for form in body.split("<form").skip(1) {
        let form = form.split("</form>").next().unwrap_or_default();
        let head = form.split('>').next().unwrap_or_default();
        if attribute(head, "method").as_deref() != Some("post") {
            continue;
        }
        let Some(action) = attribute(head, "action") else { continue };
        let mut fields: Vec<Field> = Vec::new();
        for tag in form.split('<').skip(1) {
            let tag = tag.split('>').next().unwrap_or_default();
            let is_field = ["input", "textarea", "select"].iter().any(|it| tag.starts_with(it));
            let Some(name) = attribute(tag, "name").filter(|_| is_field) else { continue };
            let kind = attribute(tag, "type").unwrap_or_default();
            let is_chosen = matches!(kind.as_str(), "radio" | "checkbox" | "hidden" | "submit");
            if fields.iter().any(|field| field.name == name) {
                continue;
            }
            let value = attribute(tag, "value").unwrap_or_default();
            let is_typed = !is_chosen && !tag.starts_with("select");
            fields.push(Field { name, value, is_typed });
        }
        forms.push((action, fields));
    }
    forms
}

/// Pages with forms, and who sees them.
const PAGES: &[(&str, &[&str])] = &[
    ("broker@demo.samkraft.test", &["/organisationer/ny", "/kartlaggningar/ny", "/insatser/ny"]),
    (
        "employer-admin.kramfors@demo.samkraft.test",
        &["/arenden/nytt", "/konto/losenord", "/konto/nycklar", "/konto/tvasteg"],
    ),
    ("", &["/logga-in"]),
];

/// Things whose pages have forms of their own.
const LISTS: &[(&str, &str)] = &[
    ("broker@demo.samkraft.test", "/arenden"),
    ("broker@demo.samkraft.test", "/behov"),
    ("broker@demo.samkraft.test", "/organisationer"),
    ("broker@demo.samkraft.test", "/kartlaggningar"),
    ("employer-admin.kramfors@demo.samkraft.test", "/behov"),
    ("employer-admin.kramfors@demo.samkraft.test", "/arenden"),
];

/// The first things a list leads to.
fn links(body: &str, list: &str) -> Vec<String> {
    let start = format!("href=\"{list}/");
    let found = body.split(&start).skip(1).filter_map(|rest| rest.split(['"', '?']).next());
    // An id made now begins with a digit; the rooms beside it have names.
    let things = found.filter(|id| id.starts_with(|first: char| first.is_ascii_digit()));
    things.map(|id| format!("{list}/{id}")).take(2).collect()
}

async fn pages_with_forms(house: &House) -> Vec<(String, String)> {
    let mut pages = Vec::new();
    for (email, paths) in PAGES {
        let cookie = if email.is_empty() { String::new() } else { house.log_in(email).await };
        pages.extend(paths.iter().map(|path| (cookie.clone(), (*path).to_owned())));
    }
    for (email, list) in LISTS {
        let cookie = house.log_in(email).await;
        let body = house.get(list, &cookie).await.body;
        for thing in links(&body, list) {
            let page = house.get(&thing, &cookie).await.body;
            let further = page.split("href=\"").skip(1).filter_map(|it| it.split('"').next());
            let further = further.filter(|it| it.starts_with(&thing)).map(ToOwned::to_owned);
            pages.extend(further.take(6).map(|path| (cookie.clone(), path)));
            pages.push((cookie.clone(), thing));
        }
    }
    pages
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_typed_into_any_field_stays_text() {
    let house = House::demo(false).await.expect("SQLite is always there");
    // As many texts as one line takes, so that every field meets the whole corpus.
    let mut lines: Vec<String> = vec![String::new()];
    for text in corpus() {
        let length = |text: &str| text.chars().count();
        match lines.last_mut() {
            Some(line) if length(line) + length(&text) < LINE => line.push_str(&text),
            _ => lines.push(text),
        }
    }
    let (mut sent, mut fields_met) = (0, BTreeSet::new());
    for (cookie, path) in pages_with_forms(&house).await {
        let page = house.get(&path, &cookie).await;
        for (action, fields) in forms(&page.body) {
            let typed =
                fields.iter().filter(|field| field.is_typed).map(|field| field.name.clone());
            let names: Vec<String> = typed.collect();
            let is_new = names.iter().any(|name| fields_met.insert(format!("{action} {name}")));
            if names.is_empty() || !is_new || action == "/logga-ut" {
                continue;
            }
            for line in &lines {
                let values: Vec<(&str, &str)> = fields
                    .iter()
                    .filter(|field| field.name != "idempotency")
                    .map(|field| {
                        let value = if field.is_typed { line } else { &field.value };
                        (field.name.as_str(), value.as_str())
                    })
                    .collect();
                let answer = house.post(&action, &cookie, &values).await;
                check(&format!("POST {action}"), &answer);
                sent += 1;
                if answer.status == StatusCode::SEE_OTHER {
                    let shown = house.get(answer.header("location"), &cookie).await;
                    check(answer.header("location"), &shown);
                }
            }
            check(&path, &house.get(&path, &cookie).await);
        }
    }
    println!("{sent} forms sent, {} fields met the corpus", fields_met.len());
    assert!(fields_met.len() >= 25, "{fields_met:?}");
    for (email, list) in LISTS {
        let cookie = house.log_in(email).await;
        check(list, &house.get(list, &cookie).await);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_searched_for_stays_text() {
    let house = House::demo(false).await.expect("SQLite is always there");
    let cookie = house.log_in("broker@demo.samkraft.test").await;
    let mut texts = corpus();
    texts.extend(SQL.iter().map(ToString::to_string));
    for text in &texts {
        let query = serde_html_form::to_string([("q", text), ("till", text)]).expect("query");
        let part = query.trim_start_matches("q=").split('&').next().unwrap_or_default();
        for path in [
            format!("/insatser?{query}"),
            format!("/organisationer?{query}"),
            format!("/behov?{query}"),
            format!("/logga-in?{query}"),
            format!("/yrken/{part}"),
            format!("/behov/{part}"),
        ] {
            let answer = house.get(&path, &cookie).await;
            check(&path, &answer);
        }
    }
}

#[tokio::test]
async fn sql_in_a_search_finds_nothing_more() {
    let house = House::demo(false).await.expect("SQLite is always there");
    let cookie = house.log_in("employer-admin.kramfors@demo.samkraft.test").await;
    let total = async |q: &str| {
        let query = serde_html_form::to_string([("q", q)]).expect("query");
        let answer = house.get(&format!("/api/v1/needs?{query}"), &cookie).await;
        assert!(!answer.status.is_server_error(), "{q}: {}", answer.body);
        answer.json()["total"].as_u64().unwrap_or_default()
    };
    let own = total("").await;
    for text in SQL {
        assert!(total(text).await <= own, "{text}");
    }
    let persons = house.log_in("broker@demo.samkraft.test").await;
    assert!(!persons.is_empty(), "nobody has dropped a table");
}
