use safelight::{questionnaire::read, source::Source};
fn main() {
    for p in std::env::args().skip(1) {
        let s = Source::from_bytes(p.clone(), std::fs::read(&p).unwrap()).unwrap();
        let r = read(&s);
        for f in &r.findings {
            println!("{}\n", f.draw(&s));
        }
        println!("{} findings, ok={}", r.findings.len(), r.questionnaire.is_some());
    }
}
