//! What the words of a language mean: refusals, verdicts, sentences, syllables, how easy a text is, and tags.

mod refusals {
    use safelight::language::words_of;

    fn is_in(language: &str, text: &str) -> bool {
        words_of(language).unwrap().refusal.is_in(text)
    }

    #[test]
    fn refusals_are_found_however_they_are_written() {
        for refusal in [
            "Don't know",
            "dont_know",
            "I prefer not to say",
            "N/A",
            "Unknown.",
            "REFUSED",
            "No / unknown",
            "Declined or not asked",
            "No (not assessed)",
            "Would rather not answer",
            "Does not answer",
            "Can't say",
            "I can’t say right now",
            "No comment",
            "I don't want to talk about it",
            "I DON’T WANT TO TALK ABOUT THIS NOW",
            "Person did not want to answer",
            "The person did not wish to answer this question",
            "I'd rather not talk about that",
            "would_rather_not_answer",
            "Cannot remember",
            "Other / would rather not say",
            "Refused to answer",
            "Skip this question",
            "I did not want to talk",
            "Did not want to talk",
        ] {
            assert!(is_in("en", refusal), "{refusal}");
        }
        for fine in [
            "Late or missing",
            "By an unknown person",
            "No",
            "None of these",
            "They refused to pay me",
            "I don't want to go back",
            "I don't want to",
            "I do not want to talk to my boss",
            "I would rather not answer the phone",
            "Can't say no to the boss",
            "Cannot say what I think at home",
            "Did not tell anyone",
            "I did not know",
            "Cannot speak English",
            "Not now",
            "He does not answer my calls",
            "I do not know the people I live with",
            "Not able to leave",
            "Will not say who is paid",
            "Skip meals",
            "The person did not want to talk",
        ] {
            assert!(!is_in("en", fine), "{fine}");
        }
    }

    #[test]
    fn refusals_of_spanish_are_found_as_well() {
        for refusal in [
            "No sabe",
            "No sé",
            "No lo sé",
            "no_sabe",
            "NS/NC",
            "Ns / Nr",
            "No sabe / No contesta",
            "No contesta",
            "No contestó",
            "Prefiere no decir",
            "Prefiero no decirlo",
            "Prefiero no contestar a esta pregunta",
            "La persona prefiere no hablar de eso",
            "No quiere hablar de esto",
            "No quiere responder",
            "Se niega a contestar",
            "No desea responder por ahora",
            "Sin respuesta",
            "Desconocido",
            "DESCONOCE",
            "No estoy segura",
            "No recuerda",
            "No me acuerdo",
            "No (no evaluado)",
            "Otro / prefiere no decir",
            "No puede contestar ahora",
            "Rechazo\u{301} contestar",
        ] {
            assert!(is_in("es", refusal), "{refusal}");
        }
        for fine in [
            "No",
            "Sí",
            "Ninguna de estas",
            "No sabía",
            "No dijo nada a nadie",
            "No puede hablar con su familia",
            "No quiere volver a casa",
            "No quiere",
            "Un desconocido lo trajo",
            "No sabe dónde está su pasaporte",
            "Prefiere trabajar de noche",
            "No contesta mis llamadas",
            "No recuerda el nombre de la calle",
            "Se negaron a pagarme",
            "Más tarde que los demás",
            "No me dejan hablar",
        ] {
            assert!(!is_in("es-MX", fine), "{fine}");
        }
    }
}

mod verdicts {
    use safelight::language::words_of;

    fn found<'t>(language: &str, text: &'t str) -> Vec<&'t str> {
        let places = words_of(language).unwrap().verdict.places(text);
        places.into_iter().map(|range| &text[range]).collect()
    }

    #[test]
    fn verdicts_are_whole_words() {
        for (text, verdict) in [
            ("She is a victim.", "victim"),
            ("Screen: POSITIVE", "POSITIVE"),
            ("ruled\nout", "ruled\nout"),
            ("The case is Ruled - out today", "Ruled - out"),
            ("Clear", "Clear"),
            ("İ victim", "victim"),
            ("not_trafficked", "not_trafficked"),
        ] {
            assert_eq!(found("en", text), [verdict], "{text}");
        }
        for fine in ["Offer referral", "clearly explain", "nuclear", "Plan for safety"] {
            assert_eq!(found("en", fine), [""; 0], "{fine}");
        }
    }

    #[test]
    fn spanish_has_verdicts_of_its_own() {
        for (text, verdicts) in [
            ("Negativo: no es víctima de trata", vec!["Negativo", "víctima"]),
            ("Víctima confirmada", vec!["Víctima", "confirmada"]),
            ("POSITIVA", vec!["POSITIVA"]),
            ("Caso descartado", vec!["descartado"]),
            ("No fue traficada", vec!["No fue traficada"]),
        ] {
            assert_eq!(found("es", text), verdicts, "{text}");
        }
        for fine in ["Ofrecer información", "Consultar con una especialista", "Hacer un plan de seguridad"] {
            assert_eq!(found("es", fine), [""; 0], "{fine}");
        }
    }

    #[test]
    fn a_sentence_can_be_a_finding_as_a_whole() {
        let finding = |language: &str, text| words_of(language).unwrap().verdict.finding(text);
        assert_eq!(finding("en", "Call us. Trafficking likely."), Some("Trafficking likely"));
        assert_eq!(finding("en", "Call the trafficking line"), None);
        assert_eq!(finding("es", "Es un caso de trata"), Some("Es un caso de trata"));
        assert_eq!(finding("es", "No hay indicios de explotación"), Some("No hay indicios de explotación"));
        assert_eq!(finding("es", "Llame a la línea de trata"), None);
    }
}

mod sentences {
    use safelight::language::{Prose, Sentence};

    fn sentences(text: &str) -> Vec<String> {
        let prose = Prose::of(text, |word| ["e.g", "Dr"].contains(&word));
        let shown = |sentence: &Sentence| {
            let words: Vec<&str> = prose.words_of(sentence).iter().map(|word| word.text).collect();
            format!("{}{}", words.join(" "), if sentence.is_question { "?" } else { "" })
        };
        prose.sentences.iter().map(shown).collect()
    }

    #[test]
    fn sentences_end_at_their_marks_and_nowhere_else() {
        let table: [(&str, &[&str]); 14] = [
            ("One. Two! Three? Four", &["One", "Two", "Three?", "Four"]),
            ("A line\nthat goes on. And ends.", &["A line that goes on", "And ends"]),
            ("Tools, e.g. a hammer. Ask Dr. Smith.", &["Tools e.g a hammer", "Ask Dr Smith"]),
            ("It costs 1.5 or 2.25 units.", &["It costs 1.5 or 2.25 units"]),
            ("Wait … then go on. … Yes.", &["Wait then go on", "Yes"]),
            ("He said \"Stop.\" Then?", &["He said Stop", "Then?"]),
            ("First\n\nSecond", &["First", "Second"]),
            ("Don't you? You’re right", &["Don't you?", "You’re right"]),
            ("a check-in", &["a check in"]),
            ("¿Trabaja? Sí. ¡Bien! ¿Dónde?", &["Trabaja?", "Sí", "Bien", "Dónde?"]),
            ("क्या आप ठीक हैं। हाँ", &["क्या आप ठीक हैं", "हाँ"]),
            ("the end.Positive", &["the end Positive"]),
            ("A line end after the end.\n", &["A line end after the end"]),
            ("", &[]),
        ];
        for (text, expected) in table {
            assert_eq!(sentences(text), expected, "{text}");
        }
    }
}

mod english_syllables {
    use safelight::language::words_of;

    fn syllables(word: &str) -> u32 {
        words_of("en").unwrap().reading.syllables(word)
    }

    /// Words of questionnaires with their syllables, as the CMU Pronouncing Dictionary has them.
    const SPOKEN: [(u32, &str); 5] = [
        (
            1,
            "you work pay boss home house phone hurt sex trust like live place kept scared stopped clothes \
             asked forced moved used known strength friends school through they're don't we've tried stayed \
             eye goes once",
        ),
        (
            2,
            "person money papers someone nothing threaten answer question working going being paying needed \
             started wanted little people trouble safety quiet science isn't didn't boss's careful lately \
             statement hopeless layer passport ceiling couple table tables beyond prism million union lion \
             create tired ID leaving",
        ),
        (
            3,
            "family anyone employer another relative medical area idea deported threatening agreement \
             hospital officer medicine recently visited together decided violence sexual coercion \
             everything element period video basically",
        ),
        (4, "immigration information situation security january experience authorities suicidal"),
        (5, "university opportunity immediately unfortunately"),
    ];

    #[test]
    fn words_have_as_many_syllables_as_are_spoken() {
        for (count, words) in SPOKEN {
            for word in words.split(' ') {
                assert_eq!(syllables(word), count, "{word}");
            }
        }
    }

    #[test]
    fn what_is_no_word_of_letters_has_syllables_too() {
        assert_eq!(syllables("18"), 2);
        assert_eq!(syllables("don’t"), 1);
        assert_eq!(syllables("hmm"), 1);
        assert_eq!(syllables("ü"), 1);
        assert_eq!(syllables(""), 1);
    }
}

mod spanish_syllables {
    use safelight::language::words_of;

    fn syllables(word: &str) -> u32 {
        words_of("es").unwrap().reading.syllables(word)
    }

    #[test]
    fn words_have_as_many_syllables_as_are_spoken() {
        for (count, words) in [
            (1, "y que quien no sí muy ley bien dios yo hay"),
            (2, "casa guerra país miedo ciudad mayo cuando usted dueño búho pagan"),
            (3, "trabajo oeste ahora prohíbe seguro"),
            (4, "policía documentos pasaporte extranjero pingüinera situaciones"),
            (5, "universidad amenazado autoridades"),
        ] {
            for word in words.split(' ') {
                assert_eq!(syllables(word), count, "{word}");
            }
        }
        assert_eq!(syllables("hmm"), 1);
    }
}

mod reading_ease {
    use safelight::language::{TextCounts, words_of};

    fn counts(language: &str, text: &str) -> TextCounts {
        let words = words_of(language).unwrap();
        let prose = words.prose(text);
        let syllables = prose.words.iter().map(|word| i64::from(words.reading.syllables(word.text))).sum();
        let number = |count: usize| i64::try_from(count).unwrap();
        TextCounts { words: number(prose.words.len()), sentences: number(prose.sentences.len()), syllables }
    }

    #[test]
    fn a_sentence_that_the_literature_measures_has_its_grade() {
        // 13 words, 24 syllables: 11.3 (https://en.wikipedia.org/wiki/Flesch%E2%80%93Kincaid_readability_tests).
        let text = "The Australian platypus is seemingly a hybrid of a mammal and reptilian creature.";
        let platypus = counts("en", text);
        assert_eq!(platypus, TextCounts { words: 13, sentences: 1, syllables: 24 });
        assert_eq!(words_of("en").unwrap().reading.formula.tenths(platypus), 113);
    }

    #[test]
    fn a_spanish_text_is_measured_by_szigriszt_and_pazos() {
        // tra-ba-ja us-ted en u-na ca-sa: 10 syllables, 5 words; le pa-gan: 3 and 2.
        let easy = counts("es", "¿Trabaja usted en una casa? ¿Le pagan?");
        assert_eq!(easy, TextCounts { words: 7, sentences: 2, syllables: 13 });
        // 206.835 − 62.3 × 13 / 7 − 7 / 2 = 87.635.
        let formula = &words_of("es-MX").unwrap().reading.formula;
        assert_eq!(formula.tenths(easy), 876);
        assert!(!formula.is_harder(easy, formula.easy));
        let hard =
            counts("es", "Posteriormente procederemos a formularle determinadas preguntas confidenciales.");
        assert!(formula.is_harder(hard, formula.hardest), "{hard:?}");
    }

    #[test]
    fn a_limit_is_compared_exactly() {
        let formula = &words_of("en").unwrap().reading.formula;
        // 100 words, 10 sentences: 0.39 × 10 + 11.8 × s / 100 − 15.59 is 6.01 with 150 syllables.
        let at = |sentences, syllables| TextCounts { words: 100, sentences, syllables };
        assert!(formula.is_harder(at(10, 150), 6) && !formula.is_harder(at(10, 149), 6));
        assert_eq!((formula.tenths(at(10, 150)), formula.tenths(at(100, 100))), (61, -34));
        // 206.835 − 62.3 × 2 − 10 = 72.235.
        let ease = &words_of("es").unwrap().reading.formula;
        assert_eq!(ease.tenths(at(10, 200)), 722);
    }
}

mod tags {
    use safelight::language::tag::{advice, is_tag};

    #[test]
    fn a_tag_is_of_a_language_that_there_is() {
        for tag in ["en", "es", "es-MX", "pt-BR", "zh-Hant-TW", "fil", "EN", "so"] {
            assert!(is_tag(tag), "{tag}");
        }
        for none in ["", "e", "sp", "english", "en_US", "xx", "español", "es-", "-es", "en us", "eng", "12"]
        {
            assert!(!is_tag(none), "{none}");
        }
    }

    #[test]
    fn what_was_meant_is_said() {
        for (wrong, meant) in [
            ("Spanish", "write \"es\""),
            ("español", "write \"es\""),
            ("en_US", "write \"en-US\""),
            ("eng", "write \"en\""),
            ("Portuguese (Brazil)", "write \"pt\""),
        ] {
            assert_eq!(advice(wrong), meant);
        }
        assert!(advice("xx").contains("such as"));
    }
}
