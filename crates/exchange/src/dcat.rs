//! A catalogue of open data as DCAT-AP-SE 3.0 describes it, in RDF/XML and JSON-LD. The Swedish
//! data portal harvests either.

use serde_json::{Value, json};

/// CC0 1.0, for everything in the catalogue.
pub const LICENCE: &str = "http://creativecommons.org/publicdomain/zero/1.0/";
const EU: &str = "http://publications.europa.eu/resource/authority";
/// What the Union's portal calls economy and finance, and population and society.
const THEMES: [&str; 2] = ["data-theme/ECON", "data-theme/SOCI"];

/// A text in Swedish and English.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Words {
    /// Swedish.
    pub sv: String,
    /// English.
    pub en: String,
}

/// A catalogue with everything that is the same for its datasets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Catalogue {
    /// Address of the site, without a slash at the end.
    pub base: String,
    /// Title.
    pub title: Words,
    /// Description.
    pub description: Words,
    /// Title of the API that every dataset can be read through.
    pub service: Words,
    /// Name of the publisher.
    pub publisher: String,
    /// Where to ask.
    pub email: Option<String>,
    /// NUTS code of the area.
    pub nuts: Option<&'static str>,
    /// Day of the latest count, ISO.
    pub modified_on: String,
    /// Datasets.
    pub datasets: Vec<Dataset>,
}

/// A dataset with its files.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dataset {
    /// Last part of its address.
    pub name: &'static str,
    /// Title.
    pub title: Words,
    /// Description.
    pub description: Words,
    /// First and last day that are covered, ISO.
    pub covers: (String, String),
    /// Path of the data as JSON; with `.csv` after it, as CSV.
    pub path: &'static str,
}

impl Catalogue {
    fn at(&self, path: &str) -> String {
        format!("{}{path}", self.base)
    }

    fn area(&self) -> Option<String> {
        self.nuts.map(|code| format!("http://data.europa.eu/nuts/code/{code}"))
    }
}

/// The API in the catalogue, where it is called and how it is described.
const SERVICE: &str = "/datasets#api";
const ENDPOINT: &str = "/api/v1/open";
const ENDPOINT_DESCRIPTION: &str = "/api/openapi.json";

/// The two files of a dataset: name, ending of the address, media type.
const FILES: [(&str, &str, &str); 2] =
    [("json", "", "application/json"), ("csv", ".csv", "text/csv")];

/// The catalogue as RDF/XML.
pub fn rdf_xml(catalogue: &Catalogue) -> String {
    let mut x = Xml::begin();
    let one = catalogue;
    x.open("dcat:Catalog", &one.at("/datasets#catalogue"));
    x.words("dcterms:title", &one.title);
    x.words("dcterms:description", &one.description);
    x.link("dcterms:publisher", &one.at("/datasets#publisher"));
    x.link("dcterms:license", LICENCE);
    x.link("dcterms:language", &format!("{EU}/language/SWE"));
    x.link("foaf:homepage", &one.at("/datasets"));
    x.typed("dcterms:modified", "date", &one.modified_on);
    if let Some(area) = one.area() {
        x.link("dcterms:spatial", &area);
    }
    x.link("dcat:themeTaxonomy", &format!("{EU}/data-theme"));
    for dataset in &one.datasets {
        x.link("dcat:dataset", &one.at(&format!("/datasets#{}", dataset.name)));
    }
    x.link("dcat:service", &one.at(SERVICE));
    x.close("dcat:Catalog");
    for dataset in &one.datasets {
        dataset_xml(&mut x, one, dataset);
    }
    service_xml(&mut x, one);
    x.open("foaf:Agent", &one.at("/datasets#publisher"));
    x.text("foaf:name", &one.publisher);
    x.link("dcterms:type", "http://purl.org/adms/publishertype/RegionalAuthority");
    x.close("foaf:Agent");
    x.open("vcard:Organization", &one.at("/datasets#contact"));
    x.text("vcard:fn", &one.publisher);
    match &one.email {
        Some(email) => x.link("vcard:hasEmail", &format!("mailto:{email}")),
        None => x.link("vcard:hasURL", &one.at("/datasets")),
    }
    x.close("vcard:Organization");
    x.end()
}

fn service_xml(x: &mut Xml, one: &Catalogue) {
    x.open("dcat:DataService", &one.at(SERVICE));
    x.words("dcterms:title", &one.service);
    x.link("dcat:endpointURL", &one.at(ENDPOINT));
    x.link("dcat:endpointDescription", &one.at(ENDPOINT_DESCRIPTION));
    x.link("dcterms:publisher", &one.at("/datasets#publisher"));
    x.link("dcat:contactPoint", &one.at("/datasets#contact"));
    x.link("dcterms:accessRights", &format!("{EU}/access-right/PUBLIC"));
    x.link("dcterms:license", LICENCE);
    for dataset in &one.datasets {
        x.link("dcat:servesDataset", &one.at(&format!("/datasets#{}", dataset.name)));
    }
    x.close("dcat:DataService");
}

fn dataset_xml(x: &mut Xml, one: &Catalogue, dataset: &Dataset) {
    x.open("dcat:Dataset", &one.at(&format!("/datasets#{}", dataset.name)));
    x.words("dcterms:title", &dataset.title);
    x.words("dcterms:description", &dataset.description);
    x.text("dcterms:identifier", &one.at(&format!("/datasets#{}", dataset.name)));
    x.link("dcterms:publisher", &one.at("/datasets#publisher"));
    x.link("dcat:contactPoint", &one.at("/datasets#contact"));
    x.link("dcterms:accessRights", &format!("{EU}/access-right/PUBLIC"));
    x.link("dcterms:accrualPeriodicity", &format!("{EU}/frequency/DAILY"));
    x.link("dcterms:language", &format!("{EU}/language/SWE"));
    x.typed("dcterms:modified", "date", &one.modified_on);
    for theme in THEMES {
        x.link("dcat:theme", &format!("{EU}/{theme}"));
    }
    x.link("dcat:landingPage", &one.at("/lanet"));
    if let Some(area) = one.area() {
        x.link("dcterms:spatial", &area);
    }
    x.raw("    <dcterms:temporal><dcterms:PeriodOfTime>\n");
    x.typed("dcat:startDate", "date", &dataset.covers.0);
    x.typed("dcat:endDate", "date", &dataset.covers.1);
    x.raw("    </dcterms:PeriodOfTime></dcterms:temporal>\n");
    for (name, ..) in FILES {
        x.link("dcat:distribution", &one.at(&format!("/datasets#{}-{name}", dataset.name)));
    }
    x.close("dcat:Dataset");
    for (name, ending, media) in FILES {
        let address = one.at(&format!("{}{ending}", dataset.path));
        x.open("dcat:Distribution", &one.at(&format!("/datasets#{}-{name}", dataset.name)));
        x.words("dcterms:title", &dataset.title);
        x.link("dcat:accessURL", &address);
        x.link("dcat:downloadURL", &address);
        x.link("dcat:accessService", &one.at(SERVICE));
        x.text("dcterms:format", media);
        x.link("dcat:mediaType", &format!("https://www.iana.org/assignments/media-types/{media}"));
        x.link("dcterms:license", LICENCE);
        x.close("dcat:Distribution");
    }
}

/// The catalogue as JSON-LD.
pub fn json_ld(catalogue: &Catalogue) -> Value {
    let one = catalogue;
    let id = |address: String| json!({ "@id": address });
    let sets = one.datasets.iter().map(|set| id(one.at(&format!("/datasets#{}", set.name))));
    let mut graph = vec![json!({
        "@id": one.at("/datasets#catalogue"),
        "@type": "dcat:Catalog",
        "dcterms:title": words(&one.title),
        "dcterms:description": words(&one.description),
        "dcterms:publisher": id(one.at("/datasets#publisher")),
        "dcterms:license": id(LICENCE.to_owned()),
        "dcterms:language": id(format!("{EU}/language/SWE")),
        "foaf:homepage": id(one.at("/datasets")),
        "dcterms:modified": date(&one.modified_on),
        "dcterms:spatial": one.area().map(id),
        "dcat:themeTaxonomy": id(format!("{EU}/data-theme")),
        "dcat:dataset": sets.clone().collect::<Vec<_>>(),
        "dcat:service": id(one.at(SERVICE)),
    })];
    for dataset in &one.datasets {
        graph.extend(dataset_json(one, dataset));
    }
    graph.push(json!({
        "@id": one.at(SERVICE),
        "@type": "dcat:DataService",
        "dcterms:title": words(&one.service),
        "dcat:endpointURL": id(one.at(ENDPOINT)),
        "dcat:endpointDescription": id(one.at(ENDPOINT_DESCRIPTION)),
        "dcterms:publisher": id(one.at("/datasets#publisher")),
        "dcat:contactPoint": id(one.at("/datasets#contact")),
        "dcterms:accessRights": id(format!("{EU}/access-right/PUBLIC")),
        "dcterms:license": id(LICENCE.to_owned()),
        "dcat:servesDataset": sets.collect::<Vec<_>>(),
    }));
    graph.push(json!({
        "@id": one.at("/datasets#publisher"),
        "@type": "foaf:Agent",
        "foaf:name": one.publisher,
        "dcterms:type": id("http://purl.org/adms/publishertype/RegionalAuthority".to_owned()),
    }));
    let (name, address) = match &one.email {
        Some(email) => ("vcard:hasEmail", format!("mailto:{email}")),
        None => ("vcard:hasURL", one.at("/datasets")),
    };
    graph.push(json!({
        "@id": one.at("/datasets#contact"),
        "@type": "vcard:Organization",
        "vcard:fn": one.publisher,
        name: id(address),
    }));
    let context: serde_json::Map<String, Value> =
        SPACES.iter().map(|(short, long)| ((*short).to_owned(), Value::from(*long))).collect();
    json!({ "@context": context, "@graph": graph })
}

fn dataset_json(one: &Catalogue, dataset: &Dataset) -> Vec<Value> {
    let id = |address: String| json!({ "@id": address });
    let own = |part: &str| one.at(&format!("/datasets#{}{part}", dataset.name));
    let mut nodes = vec![json!({
        "@id": own(""),
        "@type": "dcat:Dataset",
        "dcterms:title": words(&dataset.title),
        "dcterms:description": words(&dataset.description),
        "dcterms:identifier": own(""),
        "dcterms:publisher": id(one.at("/datasets#publisher")),
        "dcat:contactPoint": id(one.at("/datasets#contact")),
        "dcterms:accessRights": id(format!("{EU}/access-right/PUBLIC")),
        "dcterms:accrualPeriodicity": id(format!("{EU}/frequency/DAILY")),
        "dcterms:language": id(format!("{EU}/language/SWE")),
        "dcterms:modified": date(&one.modified_on),
        "dcat:theme": THEMES.map(|theme| id(format!("{EU}/{theme}"))),
        "dcat:landingPage": id(one.at("/lanet")),
        "dcterms:spatial": one.area().map(id),
        "dcterms:temporal": {
            "@type": "dcterms:PeriodOfTime",
            "dcat:startDate": date(&dataset.covers.0),
            "dcat:endDate": date(&dataset.covers.1),
        },
        "dcat:distribution": FILES.map(|(name, ..)| id(own(&format!("-{name}")))),
    })];
    nodes.extend(FILES.map(|(name, ending, media)| {
        let address = one.at(&format!("{}{ending}", dataset.path));
        json!({
            "@id": own(&format!("-{name}")),
            "@type": "dcat:Distribution",
            "dcterms:title": words(&dataset.title),
            "dcat:accessURL": id(address.clone()),
            "dcat:downloadURL": id(address),
            "dcat:accessService": id(one.at(SERVICE)),
            "dcterms:format": media,
            "dcat:mediaType": id(format!("https://www.iana.org/assignments/media-types/{media}")),
            "dcterms:license": id(LICENCE.to_owned()),
        })
    }));
    nodes
}

fn words(words: &Words) -> Value {
    json!([
        { "@language": "sv", "@value": words.sv },
        { "@language": "en", "@value": words.en },
    ])
}

fn date(day: &str) -> Value {
    json!({ "@type": "xsd:date", "@value": day })
}

/// Prefixes and what they stand for.
const SPACES: [(&str, &str); 6] = [
    ("rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"),
    ("dcat", "http://www.w3.org/ns/dcat#"),
    ("dcterms", "http://purl.org/dc/terms/"),
    ("foaf", "http://xmlns.com/foaf/0.1/"),
    ("vcard", "http://www.w3.org/2006/vcard/ns#"),
    ("xsd", "http://www.w3.org/2001/XMLSchema#"),
];

/// RDF/XML, line by line.
struct Xml(String);

impl Xml {
    fn begin() -> Self {
        let spaces = SPACES.map(|(short, long)| format!("\n  xmlns:{short}=\"{long}\"")).concat();
        Self(format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<rdf:RDF{spaces}>\n"))
    }

    fn raw(&mut self, text: &str) {
        self.0.push_str(text);
    }

    fn line(&mut self, text: &str) {
        self.raw(&format!("    {text}\n"));
    }

    fn open(&mut self, name: &str, about: &str) {
        self.raw(&format!("  <{name} rdf:about=\"{}\">\n", escaped(about)));
    }

    fn close(&mut self, name: &str) {
        self.raw(&format!("  </{name}>\n"));
    }

    fn link(&mut self, name: &str, to: &str) {
        self.line(&format!("<{name} rdf:resource=\"{}\"/>", escaped(to)));
    }

    fn text(&mut self, name: &str, text: &str) {
        self.line(&format!("<{name}>{}</{name}>", escaped(text)));
    }

    fn words(&mut self, name: &str, words: &Words) {
        for (language, text) in [("sv", &words.sv), ("en", &words.en)] {
            self.line(&format!("<{name} xml:lang=\"{language}\">{}</{name}>", escaped(text)));
        }
    }

    fn typed(&mut self, name: &str, kind: &str, text: &str) {
        let kind = format!("http://www.w3.org/2001/XMLSchema#{kind}");
        self.line(&format!("<{name} rdf:datatype=\"{kind}\">{}</{name}>", escaped(text)));
    }

    fn end(mut self) -> String {
        self.raw("</rdf:RDF>\n");
        self.0
    }
}

/// Text as XML takes it; control characters that XML has no way to write are left out.
fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for letter in text.chars().filter(|c| !c.is_control() || matches!(c, '\n' | '\t')) {
        match letter {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            other => safe.push(other),
        }
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::*;

    fn catalogue() -> Catalogue {
        let words = |sv: &str, en: &str| Words { sv: sv.to_owned(), en: en.to_owned() };
        Catalogue {
            base: "https://samkraft.example".to_owned(),
            title: words("Öppna data", "Open data"),
            description: words("Tal om länet", "Figures on the county"),
            service: words("Öppna data som API", "Open data as an API"),
            publisher: "Region <Demo> & Co".to_owned(),
            email: Some("oppna.data@example.org".to_owned()),
            nuts: Some("SE321"),
            modified_on: "2026-12-07".to_owned(),
            datasets: vec![Dataset {
                name: "needs",
                title: words("Behov", "Needs"),
                description: words("Personer som söks", "Persons sought"),
                covers: ("2025-12-07".to_owned(), "2026-12-07".to_owned()),
                path: "/api/v1/open/needs",
            }],
        }
    }

    #[test]
    fn the_catalogue_is_printed_as_agreed() {
        let golden = |name: &str| {
            let path = format!("{}/tests/golden/{name}", env!("CARGO_MANIFEST_DIR"));
            std::path::PathBuf::from(path)
        };
        let printed = [
            ("catalogue.rdf", rdf_xml(&catalogue())),
            ("catalogue.jsonld", format!("{:#}\n", json_ld(&catalogue()))),
        ];
        for (name, text) in printed {
            if std::env::var_os("UPDATE_GOLDEN").is_some() {
                std::fs::write(golden(name), &text).expect("written");
            }
            let kept = std::fs::read_to_string(golden(name)).unwrap_or_default();
            assert!(kept == text, "UPDATE_GOLDEN=1 cargo test -p exchange, and look: {name}");
        }
    }

    #[test]
    fn every_reference_within_the_catalogue_leads_somewhere() {
        let text = rdf_xml(&catalogue());
        let own = "https://samkraft.example/datasets#";
        let ends = |mark: &str| -> Vec<String> {
            let parts = text.split(mark).skip(1).filter_map(|rest| rest.split('"').next());
            parts.filter(|end| end.starts_with(own)).map(ToOwned::to_owned).collect()
        };
        let about = ends("rdf:about=\"");
        assert_eq!(about.len(), 7, "{about:?}");
        for end in ends("rdf:resource=\"") {
            assert!(about.contains(&end), "{end}");
        }
        assert!(text.contains("Region &lt;Demo&gt; &amp; Co"));
    }
}
