use rule_playground::cloudtrail::MappingOptions;
use rule_playground::diagnostic::SourceId;
use rule_playground::events::*;
use rule_playground::json::*;
use rule_playground::text::Span;
fn main() {
    for path in std::env::args().skip(1) {
        let bytes = std::fs::read(&path).unwrap();
        let n = bytes.len() as f64 / 1e6;
        let t = std::time::Instant::now();
        let text = SourceText::from_bytes("x", bytes);
        println!("{path} {n:.1} MB decode {:.0} MB/s", n / t.elapsed().as_secs_f64());
        let raw = text.text.clone();
        let t = std::time::Instant::now();
        let mut r = Reader::new(&raw, Span::from_range(0..raw.len()), SourceId::Events(0), Limits::default());
        r.skip_value().unwrap();
        println!("  skip {:.0} MB/s", n / t.elapsed().as_secs_f64());
        let t = std::time::Instant::now();
        let store = Store::open(vec![text], MappingOptions::default());
        println!(
            "  open {:.0} MB/s {} events {:?}",
            n / t.elapsed().as_secs_f64(),
            store.len(),
            store.sources()[0].shapes
        );
        let t = std::time::Instant::now();
        let mut nodes = 0;
        for e in 0..store.len() {
            let rec = store.record(e).unwrap();
            let p = parse(&raw, rec.span, SourceId::Events(0), Limits::default());
            nodes += p.end as u64;
        }
        println!("  parse {:.0} MB/s {nodes}", n / t.elapsed().as_secs_f64());
        let pr = Projection::of([
            &["eventName"] as &[&str],
            &["eventSource"],
            &["userIdentity", "type"],
            &["userIdentity", "arn"],
        ]);
        let t = std::time::Instant::now();
        for e in 0..store.len() {
            let rec = store.record(e).unwrap();
            let p = parse_projected(&raw, rec.span, &pr);
            nodes += p.root(&raw).unwrap().children().count() as u64;
        }
        println!("  projected {:.0} MB/s {nodes}", n / t.elapsed().as_secs_f64());
    }
}
