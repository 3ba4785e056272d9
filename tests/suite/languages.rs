//! Words of languages: every list reads and fits the forms that are in that language, a mistake in one is
//! found, a questionnaire in Spanish is held to the same rules as one in English, and one in a language
//! without a list reads, scores and says so.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use safelight::language::{LISTS, Words, words_of};
use safelight::library;
use safelight::lint;
use safelight::questionnaire::Questionnaire;
use safelight::questionnaire::read::read;
use safelight::source::Source;

use crate::piped::{SCREEN, talk};
use crate::reading::text_of;
use crate::run::{Home, safelight};

// ---- the lists ----

/// The questionnaires that are shipped, as they read.
fn forms() -> Vec<Questionnaire> {
    let form =
        |shipped: &library::Shipped| read(&shipped.source()).questionnaire.expect("a shipped form reads");
    library::QUESTIONNAIRES.iter().map(form).collect()
}

/// What `check` says where it finds a mistake.
fn found(home: &Home, command: &[&str]) -> String {
    let ran = home.run(command);
    assert_eq!(ran.code, Some(1), "{}{}", ran.out, ran.err);
    ran.out
}

/// What is wrong with the files of languages, each with its tag in the table.
fn mistakes(lists: &[(&str, &str)]) -> Vec<String> {
    let mut wrong = Vec::new();
    let mut seen = BTreeSet::new();
    for (tag, file) in lists {
        match Words::read(file) {
            Err(why) => wrong.push(format!("{tag}: {why}")),
            Ok(words) if words.tag != *tag => wrong.push(format!("{tag}: the file is of `{}`", words.tag)),
            Ok(words) if !seen.insert(words.tag.clone()) => wrong.push(format!("{tag}: twice")),
            Ok(words) => wrong.extend(forms().iter().filter_map(|form| against(&words, form))),
        }
    }
    wrong
}

/// What a list holds against a shipped form in its language: a word that the form rightly uses.
fn against(words: &Words, form: &Questionnaire) -> Option<String> {
    let is_theirs = words_of(&form.language).is_some_and(|known| known.tag == words.tag);
    let results = form.outcomes.iter().flat_map(|outcome| &outcome.levels);
    let verdict =
        |text: &&String| !words.verdict.places(text).is_empty() || words.verdict.finding(text).is_some();
    let verdict = results.flat_map(|level| [&level.label, &level.next]).find(verdict);
    let options = form.each_question().flat_map(|(_, question)| question.kind.options());
    let refusal = options.map(|option| &option.label).find(|label| words.refusal.is_in(label));
    let asks = |ask: &str| {
        let prose = words.prose(ask);
        words.identity.asked_in(&prose).is_some() || words.identifier.asked_in(&prose).is_some()
    };
    let counted = form.each_question().filter(|(_, question)| !question.identity);
    let identity = counted.map(|(_, question)| &question.ask).find(|ask| asks(ask));
    let used = verdict.or(refusal).or(identity).filter(|_| is_theirs)?;
    Some(format!("{}: `{}` uses \"{used}\"", words.tag, form.id))
}

#[test]
fn every_list_reads_and_fits_the_forms_in_its_language() {
    let lists: Vec<(&str, &str)> = LISTS.iter().map(|list| (list.tag, list.file)).collect();
    assert_eq!(mistakes(&lists), [""; 0]);
    let files = fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("src/language/words")).unwrap();
    let lists = files.map(|file| file.unwrap().path());
    let lists = lists.filter(|path| path.extension().is_some_and(|ending| ending == "toml"));
    assert_eq!(lists.count(), LISTS.len(), "a file is in no line of the table");
}

#[test]
fn a_mistake_in_a_list_is_found() {
    let english = LISTS[0].file;
    let table: [(&str, &str, &str); 7] = [
        ("telling = [", "teling = [", "unknown field"),
        ("\"Mr\"", "Mr", "TOML parse error"),
        ("\"unsure\"", "\"unsure\", \"unsure\"", "twice"),
        ("\"unsure\"", "\"Unsure\"", "small letters"),
        ("\"proven\"", "\"proven\", \"offer\"", "uses"),
        ("\"undisclosed\"", "\"undisclosed\", \"none of these\"", "uses"),
        ("hardest           = 8", "hardest           = 5", "is not harder"),
    ];
    for (from, to, said) in table {
        assert!(english.contains(from), "{from}");
        let wrong = mistakes(&[("en", &english.replacen(from, to, 1))]);
        assert!(wrong.first().is_some_and(|wrong| wrong.contains(said)), "{to}: {wrong:?}");
    }
    assert!(mistakes(&[("en", english), ("en", english)])[0].contains("twice"));
    assert!(mistakes(&[("es", english)])[0].contains("the file is of `en`"));
    assert!(
        mistakes(&[("xx", &english.replace("tag  = \"en\"", "tag  = \"xx\""))])[0]
            .contains("not a language tag")
    );
}

// ---- Spanish ----

/// A questionnaire in a language, with a question of these options and an outcome of these levels.
fn questionnaire(language: &str, options: [&str; 2], levels: [&str; 2]) -> String {
    let option = |nth, label| format!("{{id = \"o{nth}\", label = \"{label}\"}}");
    let level = |nth, label| format!("{{id = \"l{nth}\", label = \"{label}\", next = \"Ofrecer la guía.\"}}");
    text_of("least.toml").replace("\"en\"", &format!("{language:?}"))
        + &format!(
            "[[section]]\nid = \"more\"\ntitle = \"Trabajo\"\n[[section.question]]\nid = \"papeles\"\n\
             ask = \"¿Alguien le guarda los papeles?\"\nkind = \"choice\"\nsensitivity = 0\n\
             options = [{}, {}]\n[[outcome]]\nid = \"nivel\"\nlabel = \"Nivel\"\nlevels = [{}, {}]\n\
             decide = [{{level = \"l1\", when = \"papeles = o0\"}}, {{level = \"l0\", otherwise = true}}]\n",
            option(0, options[0]),
            option(1, options[1]),
            level(0, levels[0]),
            level(1, levels[1])
        )
}

fn codes(text: &str) -> Vec<&'static str> {
    read(&Source::new("a.toml", text)).findings.iter().map(|found| found.code).collect()
}

#[test]
fn spanish_is_held_to_the_same_rules() {
    let fine = (["Sí", "No"], ["Ofrecer información", "Consultar"]);
    assert_eq!(codes(&questionnaire("es", fine.0, fine.1)), [""; 0]);
    for refusal in ["No sabe", "Prefiere no contestar", "NS/NC"] {
        assert_eq!(codes(&questionnaire("es-MX", ["Sí", refusal], fine.1)), ["refusal-option"], "{refusal}");
    }
    for (verdict, count) in
        [("Negativo: no es víctima de trata", 2), ("Víctima confirmada", 2), ("Es trata", 1)]
    {
        let found = codes(&questionnaire("es", fine.0, ["Ofrecer información", verdict]));
        assert_eq!(found, vec!["verdict-word"; count], "{verdict}");
    }
}

#[test]
fn the_form_in_spanish_that_passed_does_not_pass() {
    let found = codes(include_str!("../faults/words-in-spanish.toml"));
    assert_eq!(found.iter().filter(|code| **code == "refusal-option").count(), 2);
    assert_eq!(found.iter().filter(|code| **code == "verdict-word").count(), 4);
}

/// The codes of the advice on words that is given on a question in Spanish, and on a level.
fn advice(ask: &str, kind: &str, level: &str) -> Vec<&'static str> {
    let text = questionnaire("es", ["Sí", "No"], ["Ofrecer información", level])
        + &format!(
            "[[section.question]]\nid = \"otra\"\nask = \"{ask}\"\nkind = \"{kind}\"\nsensitivity = 0\n"
        );
    // A question stands in the section that is last.
    let (head, outcome) = text.split_once("[[outcome]]").unwrap();
    let (outcome, question) = outcome.split_once("[[section.question]]").unwrap();
    let text = format!("{head}[[section.question]]{question}[[outcome]]{outcome}")
        .replace("Do you owe money?", "¿Debe dinero?");
    let source = Source::new("a.toml", text);
    let questionnaire = read(&source).questionnaire.expect("it reads");
    let found = lint::advice(&source, &questionnaire, None).into_iter().map(|found| found.code);
    found.filter(|code| lint::find(code).unwrap().group == lint::LintGroup::Words).collect()
}

#[test]
fn advice_on_words_is_given_in_spanish() {
    for (ask, code) in [
        ("¿Por qué no se fue?", "why-question"),
        ("¿Cómo es que volvió?", "why-question"),
        ("Usted le tiene miedo, ¿verdad?", "leading-form"),
        ("¿No le pagan?", "leading-form"),
        ("¿Puede salir sin avisar y no puede ir sin permiso?", "double-negative"),
        ("¿Come bien y le dejan dormir?", "two-questions"),
        ("¿Lo rescató alguien?", "term"),
        ("¿Le pega su jefe?", "sensitivity-low"),
    ] {
        assert!(advice(ask, "yes_no", "Consultar").contains(&code), "{ask}");
    }
    for level in ["Sin indicios de peligro", "Riesgo bajo", "Todo está bien"] {
        assert_eq!(advice("¿Trabaja ahora?", "yes_no", level), ["reassuring-level"], "{level}");
    }
}

#[test]
fn plain_spanish_is_left_alone() {
    for ask in [
        "¿Trabaja usted ahora?",
        "¿Puede salir de la casa cuando quiere?",
        "¿Le pagan lo que le prometieron?",
        "¿Tiene que trabajar hasta pagar esa deuda?",
        "¿Dónde duerme por la noche?",
        "¿Hay alguien que siempre habla por usted?",
        "¿Quiere hablar con una abogada?",
        "¿Qué idioma prefiere para hablar con nosotros?",
        "¿Le han dicho que llamarán a migración si se va?",
        "¿Tiene un teléfono que solo usa usted?",
        "¿Ha podido ver a un médico?",
    ] {
        assert_eq!(advice(ask, "yes_no", "Llame a la línea contra la trata"), [""; 0], "{ask}");
    }
}

// ---- who somebody is ----

/// What is said where a question of this id and wording counts in a score.
fn in_a_score(language: &str, id: &str, ask: &str) -> Vec<&'static str> {
    let text = text_of("least.toml").replace("\"en\"", &format!("{language:?}"))
        + &format!(
            "[[section]]\nid = \"more\"\ntitle = \"More\"\n[[section.question]]\nid = \"{id}\"\nask = \"{ask}\"\n\
             kind = \"yes_no\"\nsensitivity = 0\n[[score]]\nid = \"sum_of_it\"\nlabel = \"Sum\"\ncount = [\"{id}\"]\n"
        );
    codes(&text)
}

#[test]
fn identity_is_told_by_its_meaning() {
    for (language, id, ask) in [
        ("en", "learning_disability", "Something?"),
        ("en", "born_abroad", "Something?"),
        ("en", "is_trans", "Something?"),
        ("en", "migrant", "Something?"),
        ("en", "has_disabilities", "Something?"),
        ("en", "q1", "Which country are you from?"),
        ("en", "q1", "Where were you born?"),
        ("en", "q1", "Is the person an undocumented immigrant?"),
        ("en", "q1", "Are you a sex worker?"),
        ("en", "q1", "Nationality"),
        ("es", "q1", "¿De qué país es usted?"),
        ("es", "q1", "¿Dónde nació?"),
        ("es-AR", "q1", "¿Cuál es su situación migratoria?"),
        ("es", "q1", "¿Tiene alguna discapacidad?"),
        ("es", "discapacidad_visual", "¿Algo?"),
        ("es", "migrant", "¿Algo?"),
        // Ids are often English, whatever the language.
        ("so", "nationality", "Wax?"),
    ] {
        assert_eq!(in_a_score(language, id, ask), ["identity-weight"], "{id} {ask}");
    }
    for (language, id, ask) in [
        ("en", "debt_held", "Did anyone threaten to report you to immigration?"),
        ("en", "taken_abroad", "Which country did they take you to?"),
        ("en", "papers", "Does anyone keep your passport or your visa?"),
        ("en", "where_sleeps", "Where do you sleep?"),
        ("es", "papeles", "¿Le quitaron el pasaporte o la visa?"),
        ("es", "llevada", "¿A qué país la llevaron?"),
        ("es", "duerme", "¿Dónde duerme?"),
    ] {
        assert_eq!(in_a_score(language, id, ask), [""; 0], "{id} {ask}");
    }
}

// ---- what shows who somebody is ----

#[test]
fn a_question_for_a_name_or_a_number_is_found_in_both_languages() {
    let found = |language: &str, kind: &str, ask: &str| {
        let text = text_of("asks-identifier/good.toml").replace("\"en\"", &format!("{language:?}"));
        let text = text.replace("What would you like me to call you here?", ask);
        let text = text.replacen("\"text\"", kind, 1);
        let source = Source::new("a.toml", text);
        let questionnaire = read(&source).questionnaire.expect("it reads");
        lint::advice(&source, &questionnaire, None).iter().any(|found| found.code == "asks-identifier")
    };
    let text = "\"text\"";
    let yes_no = "\"yes_no\"";
    let other =
        "\"choice\"\noptions = [{id = \"a\", label = \"A\"}, {id = \"b\", label = \"B\", words = true}]";
    for (language, kind, ask) in [
        ("en", text, "What is your telephone number?"),
        ("en", text, "When were you born?"),
        ("en", text, "What is your boss called?"),
        ("en", text, "Name of the employer"),
        ("en", text, "What is the number on your passport?"),
        ("en", text, "What's the number of your driving licence?"),
        ("en", text, "Which number is on your social security card?"),
        ("en", text, "What number does your visa have?"),
        ("en", text, "What are the last digits of your social security?"),
        ("en", text, "What is the number of your case?"),
        ("en", text, "What is your insurance number?"),
        ("en", other, "What is the number on your ID card?"),
        ("en", yes_no, "Can you tell me your passport number?"),
        ("en", yes_no, "Could I have the number of your file, please?"),
        ("en", yes_no, "Would you mind telling me what your boss's name is?"),
        ("en", yes_no, "Will you write down your full name?"),
        ("es", text, "¿Cómo se llama?"),
        ("es", text, "¿Cuál es su número de teléfono?"),
        ("es", text, "¿Cómo se llama su patrón?"),
        ("es", text, "Fecha de nacimiento"),
        ("es", text, "¿Cuál es su dirección?"),
        ("es", text, "¿Qué número tiene su pasaporte?"),
        ("es", text, "¿Cuál es el número que aparece en su licencia de conducir?"),
        ("es", text, "Número del documento de identidad"),
        ("es", text, "Dígame el número de seguridad social."),
        ("es", text, "¿Qué número figura en su visa?"),
        ("es", text, "El número de la tarjeta de residencia"),
        ("es", text, "¿Cuál es el número de su expediente?"),
        ("es", yes_no, "¿Puede decirme su número de pasaporte?"),
        ("es", yes_no, "¿Me da el número de su cédula?"),
    ] {
        assert!(found(language, kind, ask), "{ask}");
    }
    for (language, kind, ask) in [
        ("en", text, "What kind of work do you do?"),
        ("en", text, "What happens when you ask for your pay?"),
        ("en", text, "What is the number of people in the house?"),
        ("en", text, "What number of days was your passport gone?"),
        ("en", yes_no, "Does anyone else keep the number of your bank account?"),
        ("en", yes_no, "Can you tell me if your boss knows your phone number?"),
        ("en", yes_no, "Can you get your passport back when you want it?"),
        ("es", text, "¿Qué trabajo hace?"),
        ("es", text, "¿Qué pasa si pide su pago?"),
        ("es", text, "¿Qué número de horas trabaja?"),
        ("es", yes_no, "¿Alguien más tiene su número de teléfono?"),
        ("es", yes_no, "¿Puede decirme si su patrón guarda su pasaporte?"),
    ] {
        assert!(!found(language, kind, ask), "{ask}");
    }
}

// ---- what is said first ----

#[test]
fn the_order_of_an_opening_is_judged_in_spanish_too() {
    let limits = "Primero, lo que no puede quedar en privado. La ley me obliga a informar de algunas cosas.";
    let rest = "Pregunto a todas las personas lo mismo. No tiene que hablar, y recibe la misma ayuda. \
                Puede saltarse una pregunta o parar. Anoto sus respuestas aquí, sin su nombre.";
    let clear = "En sus propias palabras, ¿qué podría tener que informar?";
    let told = |turns: &[String]| -> Vec<String> {
        let text = text_of("opening-order/good.toml").replace("\"en\"", "\"es\"");
        let (head, after) = text.split_once("[[opening]]").expect("it has openings");
        let (_, after) = after.split_once("[break]").expect("they end");
        let ids = ["limits", "rest", "more"].into_iter();
        let openings =
            ids.zip(turns).map(|(id, say)| format!("[[opening]]\nid = \"{id}\"\nsay = \"{say}\"\n"));
        let text = format!("{head}{}[break]{after}", openings.collect::<String>());
        let source = Source::new("a.toml", text);
        let questionnaire = read(&source).questionnaire.expect("it reads");
        let found = lint::advice(&source, &questionnaire, None);
        found.into_iter().filter(|found| found.code == "opening-order").map(|found| found.message).collect()
    };
    assert_eq!(told(&[format!("{limits} {rest} {clear}")]), [""; 0]);
    assert_eq!(told(&[limits.to_owned(), rest.to_owned(), clear.to_owned()]), [""; 0]);
    let early = told(&[limits.to_owned(), clear.to_owned(), rest.to_owned()]);
    assert!(early.len() == 1 && early[0].contains("asks whether it was clear before"), "{early:?}");
    let unsaid = told(&[limits.to_owned(), rest.replace("Anoto sus respuestas aquí", "Estoy aquí")]);
    assert!(unsaid.len() == 1 && unsaid[0].contains("what is written down (`recorded`), nor"), "{unsaid:?}");
}

// ---- a language without a list ----

#[test]
fn a_language_without_words_reads_and_scores_and_says_so() {
    let home = Home::new();
    for language in ["so", "km", "pt-BR"] {
        let text = questionnaire(language, ["Haa", "Maya"], ["Bixi", "La tasho"]);
        let source = Source::new("a.toml", text.as_str());
        let reading = read(&source);
        assert_eq!(reading.findings, []);
        assert!(reading.questionnaire.is_some());
        home.file("a.toml", &text);
        home.file(
            "answers.json",
            "{\"format\": 1, \"questionnaire\": \"least\", \"answers\": {\"papeles\": \"o0\"}}",
        );
        let scored = home.run(&["score", "--questionnaire", "a.toml", "answers.json"]).done();
        assert!(scored.contains("\"settled\": true") && scored.contains("\"l1\""), "{scored}");
        let out = found(&home, &["check", "a.toml"]);
        assert!(out.contains("error[language-without-words]"), "{out}");
        for rule in ["refusal-option", "verdict-word", "identity", "reading-grade", "term"] {
            assert!(out.contains(rule), "{rule}: {out}");
        }
        assert!(out.contains(&format!("src/language/words/{language}.toml")), "{out}");
        home.run(&["show", "a.toml"]).done();
    }
}

#[test]
fn that_no_words_are_known_cannot_be_set_aside() {
    let home = Home::new();
    let allow = "[[allow]]\nlint = \"language-without-words\"\nreason = \"We speak it.\"\n";
    home.file("a.toml", text_of("language-without-words/bad.toml") + allow);
    let out = found(&home, &["check", "a.toml"]);
    assert!(out.contains("error[language-without-words]") && out.contains("cannot be set aside"), "{out}");
    let out = found(&home, &["check", "--allow", "words", "a.toml"]);
    assert!(out.contains("error[language-without-words]"), "{out}");
    safelight(&["check", "--allow", "language-without-words", "a.toml"]).refused(&["cannot be left out"]);
}

#[test]
fn a_screening_without_words_begins_only_by_a_deliberate_choice() {
    let home = Home::new();
    home.file(
        "so.toml",
        include_str!("../../questionnaires/adult-brief/1.0.0.toml")
            .replace("language  = \"en\"", "language  = \"so\""),
    );
    let command = ["screen", "--jurisdiction", "us-federal", "so.toml", "--plain"];
    // Enter, and what nobody meant, leave it.
    for typed in ["\n", "1\n"] {
        let out = home.run_with(&command, typed.as_bytes()).done();
        assert!(out.contains("the words of that language are not known here"), "{out}");
        assert!(!out.contains("Is it safe to begin?"), "{typed:?}: {out}");
        assert!(out.ends_with("Done. Nothing was kept.\n"), "{out}");
    }
    let out = home.run_with(&command, b"2\n").out;
    assert!(out.contains("Is it safe to begin?"), "{out}");
    // Where the words are known, nothing of this is said.
    let out = talk(&home, SCREEN, &[]).done();
    assert!(!out.contains("Safety rules are not held"), "{out}");
}

// ---- tags ----

#[test]
fn a_tag_that_is_none_is_told_with_what_to_write() {
    for (wrong, help) in [
        ("Spanish", "write \"es\""),
        ("en_US", "write \"en-US\""),
        ("sp", "write a tag such as"),
        ("xx", "write a tag such as"),
        ("English", "write \"en\""),
    ] {
        let text = text_of("least.toml").replace("\"en\"", &format!("{wrong:?}"));
        let found = read(&Source::new("a.toml", text)).findings;
        assert_eq!(found[0].code, "bad-language", "{wrong}");
        assert!(found[0].help.contains(help), "{wrong}: {}", found[0].help);
    }
}
