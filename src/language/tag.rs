//! Language tags: what is one, and which was probably meant. It knows the two-letter codes of ISO 639-1
//! and takes those of three letters as they are.

/// The two-letter codes.
const CODES: &str = "aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy \
    da de dv dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie \
    ig ii ik io is it iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi \
    mk ml mn mr ms mt my na nb nd ne ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc \
    sd se sg sh si sk sl sm sn so sq sr ss st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve \
    vi vo wa wo xh yi yo za zh zu";

/// The codes of sign languages, of ISO 639-3 (iso639-3.sil.org, as of 2023).
const SIGNED: &str = "ads aed aen afg ase asf asp asq asw bfi bfk bog bqn bqy bvl bzs cds csc csd cse csf csg csl csn \
    csq csr csx dse dsl ecs ehs esl esn eso eth fcs fse fsl fss gds gse gsg gsm gss gus hab haf hds hks hos hps hsh \
    hsl icl iks ils inl ins ise isg isr jcs jhs jls jos jsl jus kgi kvk lbs lls lsb lsc lsg lsl lsn lso lsp lst lsv \
    lsw lsy lws mdl mfs mre msd msr mzc mzg mzy nbs ncs nsi nsl nsp nsr nzs okl pgz pks prl prz psc psd psg psl pso \
    psp psr pys rib rms rnb rsl rsm sdl sfb sfs sgg sgn sgx slf sls sqk sqs sqx ssp ssr svk swl syy szs tse tsm tsq \
    tss tsy tza ugn ugy ukl uks vgt vsi vsl vsv wbs xki xml xms ygs yhs ysl ysm yss zib zsl";

/// The sign languages of the places that are served, by the names that a person says.
const SIGNED_NAMES: [(&str, &str); 5] = [
    ("American Sign Language", "ase"),
    ("British Sign Language", "bfi"),
    ("Auslan", "asf"),
    ("Quebec Sign Language", "fcs"),
    ("a sign language", "sgn"),
];

/// The languages that a wider one holds, by their codes of ISO 639-3: whoever names the wider one may speak any.
const WITHIN: [(&str, &str); 9] = [
    ("cmn", "zh"),
    ("yue", "zh"),
    ("nan", "zh"),
    ("wuu", "zh"),
    ("prs", "fa"),
    ("pes", "fa"),
    ("arb", "ar"),
    ("hbo", "he"),
    ("ekk", "et"),
];

/// The English names of languages that people do not write for a tag.
const OTHER_NAMES: [(&str, &str); 7] = [
    ("Mandarin", "cmn"),
    ("Cantonese", "yue"),
    ("Dari", "prs"),
    ("Pashto", "ps"),
    ("Welsh", "cy"),
    ("Urdu", "ur"),
    ("Japanese", "ja"),
];

/// What people write for a language, in small letters without accents, and its tag.
const NAMES: [(&str, &str); 46] = [
    ("albanian", "sq"),
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
    ("haitian creole", "ht"),
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

/// Returns whether two tags are of one language, or one is of a language within the other.
pub fn are_of_one(first: &str, second: &str) -> bool {
    let wider = |tag: &str| WITHIN.iter().find(|(within, _)| *within == tag).map(|(_, wide)| *wide);
    let (first, second) = (primary(first), primary(second));
    first == second || wider(&first) == Some(second.as_str()) || wider(&second) == Some(first.as_str())
}

/// Returns the tag of a language that is written by its name.
pub fn by_name(name: &str) -> Option<&'static str> {
    let name = super::letters::folded(name.trim());
    let others = SIGNED_NAMES.iter().chain(&OTHER_NAMES);
    let other = || others.into_iter().find(|(known, _)| known.to_lowercase() == name);
    NAMES.iter().find(|(known, _)| *known == name).or_else(other).map(|(_, tag)| *tag)
}

/// Returns the English name of the language of a tag, or the tag itself where it is not known.
pub fn english_name(tag: &str) -> String {
    let language = primary(tag);
    let given = SIGNED_NAMES.iter().chain(&OTHER_NAMES);
    if let Some((name, _)) = given.into_iter().find(|(_, known)| *known == language) {
        return (*name).to_owned();
    }
    // The first name of a tag is the English one, unless it comes from another language.
    let own = ["castellano", "deutsch", "espanol", "español", "francais", "farsi", "dari", "eng", "spa"];
    let name = NAMES.iter().find(|(name, known)| *known == language && !own.contains(name));
    name.map_or_else(|| tag.to_owned(), |(name, _)| capitalized(name))
}

/// Returns words with a capital at their start.
pub fn capitalized(name: &str) -> String {
    let mut letters = name.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// Returns whether a tag is of a language that is signed: no voice line takes it, with an interpreter or
/// without.
pub fn is_sign_language(tag: &str) -> bool {
    let language = primary(tag);
    SIGNED.split(' ').any(|code| code == language)
}

/// The languages that are written from right to left.
const FROM_RIGHT: &str = "ar arb ckb dv fa he hbo pes prs ps sd ug ur yi";

/// The scripts that are, as tags name them.
const SCRIPTS_FROM_RIGHT: [&str; 7] = ["adlm", "arab", "hebr", "nkoo", "rohg", "syrc", "thaa"];

/// Returns whether a tag is of a language that is written from right to left.
pub fn is_from_right(tag: &str) -> bool {
    // The script comes second, in four letters, where it is not the usual one.
    if let Some(script) = tag.split('-').nth(1).filter(|script| script.len() == 4) {
        return SCRIPTS_FROM_RIGHT.contains(&script.to_ascii_lowercase().as_str());
    }
    let language = primary(tag);
    FROM_RIGHT.split(' ').any(|code| code == language)
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
