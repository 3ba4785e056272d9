//! Language tags: what is one, and which was probably meant. It knows the two-letter codes of ISO 639-1
//! and takes those of three letters as they are.

/// The two-letter codes.
const CODES: &str = "aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy \
    da de dv dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie \
    ig ii ik io is it iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi \
    mk ml mn mr ms mt my na nb nd ne ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc \
    sd se sg sh si sk sl sm sn so sq sr ss st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve \
    vi vo wa wo xh yi yo za zh zu";

/// What people write for a language, in small letters without accents, and its tag.
const NAMES: [(&str, &str); 44] = [
    ("amharic", "am"),
    ("arabic", "ar"),
    ("bengali", "bn"),
    ("bulgarian", "bg"),
    ("burmese", "my"),
    ("castellano", "es"),
    ("chinese", "zh"),
    ("czech", "cs"),
    ("dari", "fa"),
    ("deutsch", "de"),
    ("dutch", "nl"),
    ("english", "en"),
    ("eng", "en"),
    ("espanol", "es"),
    ("español", "es"),
    ("farsi", "fa"),
    ("filipino", "fil"),
    ("francais", "fr"),
    ("french", "fr"),
    ("german", "de"),
    ("haitian", "ht"),
    ("hindi", "hi"),
    ("hungarian", "hu"),
    ("italian", "it"),
    ("khmer", "km"),
    ("korean", "ko"),
    ("nepali", "ne"),
    ("persian", "fa"),
    ("polish", "pl"),
    ("portuguese", "pt"),
    ("portugues", "pt"),
    ("punjabi", "pa"),
    ("romanian", "ro"),
    ("russian", "ru"),
    ("somali", "so"),
    ("spanish", "es"),
    ("spa", "es"),
    ("swahili", "sw"),
    ("tagalog", "tl"),
    ("thai", "th"),
    ("tigrinya", "ti"),
    ("turkish", "tr"),
    ("ukrainian", "uk"),
    ("vietnamese", "vi"),
];

/// Returns whether a text is a language tag, such as `es` or `pt-BR`.
pub fn is_tag(tag: &str) -> bool {
    let mut subtags = tag.split('-');
    let first = subtags.next().unwrap_or_default();
    let is_letters = first.bytes().all(|byte| byte.is_ascii_alphabetic());
    let is_known = match first.len() {
        2 => CODES.split(' ').any(|code| code.eq_ignore_ascii_case(first)),
        3 => by_name(first).is_none(),
        _ => false,
    };
    let is_subtag =
        |part: &str| (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric());
    is_letters && is_known && subtags.all(is_subtag)
}

/// Returns the language of a tag, without script and country, in small letters.
pub fn primary(tag: &str) -> String {
    tag.split('-').next().unwrap_or_default().to_ascii_lowercase()
}

/// Returns the tag of a language that is written by its name.
pub fn by_name(name: &str) -> Option<&'static str> {
    let name = super::letters::folded(name.trim());
    NAMES.iter().find(|(known, _)| *known == name).map(|(_, tag)| *tag)
}

/// Returns what to write instead of a text that is no tag.
pub fn advice(wrong: &str) -> String {
    let parted = wrong.replace('_', "-");
    let named = by_name(wrong).or_else(|| by_name(parted.split(['-', ' ', '(']).next().unwrap_or_default()));
    match (is_tag(&parted), named) {
        (true, _) => format!("write \"{parted}\""),
        (false, Some(tag)) => format!("write \"{tag}\""),
        (false, None) => "write a tag such as \"en\", \"es\" or \"pt-BR\"".to_owned(),
    }
}
