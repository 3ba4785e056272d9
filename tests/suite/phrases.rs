//! Phrases are found by the first letters of their words. Here they are searched as one would without thinking of
//! time, each phrase at each word, and both ways find the same: in every text that is shipped, and in random ones
//! made of the words of the lists. What a language says of refusals, verdicts and identity follows from its file
//! here by a second implementation, too.

use std::collections::BTreeSet;

use safelight::language::{LISTS, Phrases, Prose, Words, WrittenWord, prose, words_of};
use safelight::library;
use toml::{Table, Value};

/// A list of phrases: each of slots, each of alternatives, and whether it may be missing.
struct OneByOne(Vec<Vec<(Vec<String>, bool)>>);

/// A text in small letters without accents.
fn folded(text: &str) -> String {
    const FORMS: [(char, &str); 8] = [
        ('a', "áàâäãåāăą"),
        ('e', "éèêëēĕėęě"),
        ('i', "íìîïĩīĭį"),
        ('o', "óòôöõōŏőø"),
        ('u', "úùûüũūŭůűų"),
        ('c', "çćč"),
        ('s', "śšşș"),
        ('z', "źżž"),
    ];
    let plain = |letter: char| match letter.to_lowercase().next().unwrap_or(letter) {
        '’' | 'ʼ' => '\'',
        small => FORMS.iter().find(|(_, forms)| forms.contains(small)).map_or(small, |(plain, _)| *plain),
    };
    let composed = text.replace("n\u{303}", "ñ").replace("N\u{303}", "ñ");
    composed.chars().filter(|letter| !matches!(letter, '\u{300}'..='\u{36f}')).map(plain).collect()
}

/// A word in small letters without accents, as it is and without what it owns.
struct Plain {
    whole: String,
    bare: Option<String>,
}

fn plain(words: &[WrittenWord<'_>]) -> Vec<Plain> {
    let bare = |word: &str| word.strip_suffix("'s").or_else(|| word.strip_suffix("’s")).map(folded);
    words.iter().map(|word| Plain { whole: folded(word.text), bare: bare(word.text) }).collect()
}

fn fits(pattern: &str, word: &Plain) -> bool {
    match pattern.strip_suffix('*') {
        Some(beginning) => word.whole.starts_with(beginning),
        None => word.whole == pattern || word.bare.as_deref() == Some(pattern),
    }
}

impl OneByOne {
    fn read(list: &[String]) -> Self {
        let slot = |slot: &str| {
            let bare = slot.strip_suffix('?');
            (bare.unwrap_or(slot).split('|').map(folded).collect(), bare.is_some())
        };
        OneByOne(list.iter().map(|phrase| phrase.split(' ').map(slot).collect()).collect())
    }

    /// How long each phrase is with which some folded words begin.
    fn lengths(&self, words: &[Plain]) -> Vec<usize> {
        let length = |phrase: &Vec<(Vec<String>, bool)>| {
            let mut length = 0;
            for (nth, (alternatives, may_be_missing)) in phrase.iter().enumerate() {
                let fits_here = |alternatives: &[String]| {
                    words.get(length).is_some_and(|word| alternatives.iter().any(|known| fits(known, word)))
                };
                let is_any = |alternatives: &[String]| alternatives == ["*"];
                let mut more = phrase[nth + 1..].iter().skip_while(|(next, _)| is_any(next));
                let goes_on = is_any(alternatives) && more.next().is_some_and(|(next, _)| fits_here(next));
                match (fits_here(alternatives), may_be_missing) {
                    (true, true) if goes_on => {}
                    (true, _) => length += 1,
                    (false, true) => {}
                    (false, false) => return None,
                }
            }
            Some(length)
        };
        self.0.iter().filter_map(length).collect()
    }

    fn at(&self, words: &[Plain]) -> Option<usize> {
        self.lengths(words).into_iter().max()
    }

    fn are(&self, words: &[Plain]) -> bool {
        self.lengths(words).contains(&words.len())
    }
}

/// Every list of phrases in the file of a language, by its name.
fn lists_of(file: &str) -> Vec<(String, Vec<String>)> {
    fn look(table: &Table, name: &str, lists: &mut Vec<(String, Vec<String>)>) {
        for (key, value) in table {
            let name = format!("{name}{key}");
            match value {
                Value::Table(table) => look(table, &format!("{name}."), lists),
                Value::Array(items) => {
                    let texts = items.iter().filter_map(|item| Some(item.as_str()?.to_owned()));
                    let texts: Vec<String> = texts.collect();
                    if texts.len() == items.len() {
                        lists.push((name.clone(), texts));
                    }
                    items.iter().filter_map(Value::as_table).for_each(|table| look(table, &name, lists));
                }
                _ => {}
            }
        }
    }
    let mut lists = Vec::new();
    look(&file.parse().unwrap(), "", &mut lists);
    lists
}

/// Every text and id in what is shipped, once.
fn shipped_texts() -> Vec<String> {
    fn look(value: &Value, texts: &mut Vec<String>) {
        match value {
            Value::String(text) => texts.push(text.clone()),
            Value::Array(items) => items.iter().for_each(|item| look(item, texts)),
            Value::Table(table) => table.values().for_each(|item| look(item, texts)),
            _ => {}
        }
    }
    let mut texts = Vec::new();
    let tables = [library::QUESTIONNAIRES, library::DIRECTORIES, library::JURISDICTIONS, library::SCENARIOS];
    for shipped in tables.into_iter().flatten() {
        look(&Value::Table(shipped.source().text().parse().unwrap()), &mut texts);
    }
    texts.sort();
    texts.dedup();
    texts
}

/// Words of the lists and others, in any order, with any signs between them and in any letters.
fn random_texts(lists: &[(String, Vec<String>)], count: usize) -> Vec<String> {
    let words: Vec<&str> = lists
        .iter()
        .flat_map(|(_, list)| list)
        .flat_map(|phrase| phrase.split([' ', '|', '?', '*']))
        .filter(|word| !word.is_empty())
        .chain([
            "Elena’s",
            "ñandú",
            "n\u{303}u",
            "vi\u{301}ctima",
            "中文",
            "क्या",
            "1.5",
            "a",
            "boss's",
            "ΣΑΣ",
            "İ",
            "ـ",
        ])
        .collect();
    let signs =
        [" ", " ", " ", " ", ", ", "/", "-", ". ", "_", " (", ") ", "\n", "; ", "’", "\u{301}", "", "? ¿"];
    let mut state = 42_u64;
    let mut below = |limit: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(state >> 33).unwrap() % limit
    };
    let mut text = |_| {
        let mut text = String::new();
        for _ in 0..=below(9) {
            let word = words[below(words.len())];
            match below(6) {
                0 => text.push_str(&word.to_uppercase()),
                1 => text.push_str(&format!("{word}s")),
                2 => text.push_str(&word.chars().take(below(5)).collect::<String>()),
                3 => text.push_str(&format!("{word}'s")),
                _ => text.push_str(word),
            }
            text.push_str(signs[below(signs.len())]);
        }
        text
    };
    (0..count).map(&mut text).collect()
}

/// Compares one list at every word of a text. Returns how many words begin a phrase.
fn compared(name: &str, fast: &Phrases, slow: &OneByOne, prose: &Prose<'_>, plain: &[Plain]) -> usize {
    let mut found = 0;
    for from in 0..plain.len() {
        let (words, rest) = (&prose.words[from..], &plain[from..]);
        let lengths: BTreeSet<usize> = slow.lengths(rest).into_iter().collect();
        let rests: BTreeSet<usize> = fast.rests(words).map(|rest| words.len() - rest.len()).collect();
        found += usize::from(!lengths.is_empty());
        assert_eq!(rests, lengths, "{name} in {:?} from word {from}", prose.text);
        assert_eq!(fast.at(words), lengths.last().copied(), "{name} in {:?}", prose.text);
        assert_eq!(fast.are(words), slow.are(rest), "{name} in {:?}", prose.text);
    }
    assert!(found == 0 || fast.may_be_in(prose.text), "{name} is passed over in {:?}", prose.text);
    found
}

#[test]
fn every_phrase_is_found_that_one_by_one_are() {
    let mut found = 0;
    for list in &LISTS {
        let lists = lists_of(list.file);
        assert!(lists.len() > 40, "{}: only {} lists with words", list.tag, lists.len());
        let mut texts = random_texts(&lists, 1_500);
        texts.extend(shipped_texts().into_iter().step_by(6));
        let read: Vec<_> = lists
            .iter()
            .filter_map(|(name, list)| Some((name, Phrases::read([&list[..]]).ok()?, OneByOne::read(list))))
            .collect();
        for text in &texts {
            let prose = prose(text);
            let plain = plain(&prose.words);
            found += read
                .iter()
                .map(|(name, fast, slow)| compared(name, fast, slow, &prose, &plain))
                .sum::<usize>();
        }
    }
    println!("{found} words begin a phrase");
    assert!(found > 20_000);
}

/// What a language says of a text, from its lists one by one.
struct Said {
    verdict: OneByOne,
    ids: OneByOne,
    whole_ids: OneByOne,
    asks: OneByOne,
    heads: OneByOne,
}

impl Said {
    fn of(file: &str) -> Self {
        let lists = lists_of(file);
        let list = |name: &str| OneByOne::read(&lists.iter().find(|(known, _)| known == name).unwrap().1);
        Said {
            verdict: list("verdict.words"),
            ids: list("identity.ids"),
            whole_ids: list("identity.whole_ids"),
            asks: list("identity.asks"),
            heads: list("identity.heads"),
        }
    }

    fn assert_same(&self, words: &Words, text: &str) -> [bool; 3] {
        let prose = words.prose(text);
        let plain = plain(&prose.words);
        let begins = |list: &OneByOne, from: usize, end: usize| list.at(&plain[from..end]);
        let all = 0..plain.len();
        let (mut places, mut from) = (Vec::new(), 0);
        while from < plain.len() {
            let length = begins(&self.verdict, from, plain.len());
            places.extend(length.map(|length| prose.range(from..from + length)));
            from += length.unwrap_or(1);
        }
        assert_eq!(words.verdict.places(text), places, "{text:?}");
        let is_named = all.clone().any(|from| begins(&self.ids, from, plain.len()).is_some())
            || self.whole_ids.are(&plain);
        assert_eq!(words.identity.is_named(text), is_named, "{text:?}");
        let first = prose.sentences.first().is_some_and(|first| self.heads.are(&plain[first.words.clone()]));
        let in_sentence = |range: std::ops::Range<usize>| {
            range.clone().any(|from| begins(&self.asks, from, range.end).is_some())
        };
        let asks = first || prose.sentences.iter().any(|sentence| in_sentence(sentence.words.clone()));
        let asked = words.identity.may_be_asked_in(text) && words.identity.asked_in(&prose).is_some();
        assert_eq!(asked, asks, "{text:?}");
        [!places.is_empty(), is_named, asks]
    }
}

#[test]
fn verdicts_and_identity_are_what_one_by_one_says() {
    for list in &LISTS {
        let (said, words) = (Said::of(list.file), words_of(list.tag).unwrap());
        let of_rules = lists_of(list.file).into_iter().filter(|(name, _)| {
            ["verdict.", "identity.", "refusal."].iter().any(|rule| name.starts_with(rule))
        });
        let mut texts = random_texts(&of_rules.collect::<Vec<_>>(), 8_000);
        texts.extend(shipped_texts());
        let mut counts = [0; 3];
        for text in &texts {
            let said = said.assert_same(words, text);
            counts.iter_mut().zip(said).for_each(|(count, said)| *count += usize::from(said));
        }
        println!("{}: {counts:?} verdicts, ids and questions of {} texts", list.tag, texts.len());
        assert!(counts.iter().all(|count| *count > 30), "{counts:?}");
    }
}
